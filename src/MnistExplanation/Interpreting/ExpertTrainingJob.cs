using Mnist.Data;
using Mnist.Experts;
using Mnist.Training;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Interpreting;

/// <summary>Trains the experts of <c>interpret</c>.</summary>
internal static class ExpertTrainingJob
{
    internal static async Task<int> RunAsync(
        string output, DatasetSpecification specification, string? dataFolder, ExpertTrainingOptions options, bool verbose, Host host, CancellationToken cancellation)
    {
        OutputFile.RequireWritable(output);
        OutputFile.AnnounceReplacement(output, "when training ends", host.Terminal);
        TorchRuntime.Initialize();
        if (verbose)
            TrainingVerbose.Write(host.Terminal, options.Threads);
        var dataset = await Datasets.LoadAsync(host, specification, dataFolder, verbose, cancellation);
        var terminal = host.Terminal;
        var experts = await terminal.RunAsync("Training experts", progress =>
        {
            var (part, epoch, loss) = ("", 0, 0.0);
            var trained = ExpertTrainer.Train(TrainingData.From(dataset), options, new DirectProgress<ExpertTrainingProgress>(report =>
            {
                progress.Report(new(report.Fraction, $"Training the {report.Part}, epoch {report.Epoch} of {report.Epochs}, loss {report.Loss:F2}"));
                if ((report.Part, report.Epoch) != (part, epoch))
                    Tell();
                (part, epoch, loss) = (report.Part, report.Epoch, report.Loss);
            }), cancellation);
            Tell();
            return trained;

            void Tell()
            {
                if (!terminal.IsInteractive && epoch > 0)
                    terminal.Line($"{part}, epoch {epoch}: loss {loss:F2}");
            }
        });
        experts.Save(output);
        terminal.Line($"{output}: experts of {specification.Name}, {new FileInfo(output).Length:N0} bytes");
        return ExitCode.Success;
    }
}
