using System.CommandLine;
using Mnist.Training;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using Relevance.Definitions;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;

namespace MnistExplanation.Commands;

/// <summary><c>train</c>: makes a model file.</summary>
internal static class TrainCommand
{
    internal const int MostEpochs = 10_000;
    internal const long LargestSeed = 1L << 53;

    internal static Command Create(Host host)
    {
        var preset = PresetOption();
        var epochs = NumberOption.Optional("--epochs", "The number of passes over the training images. Without it, that of the preset.", 1, MostEpochs);
        var batchSize = NumberOption.Optional("--batch-size", "Images per step. Without it, those of the preset.", 1, 60_000);
        var seed = NumberOption.Create("--seed", "Determines everything random. Same seed and threads, same weights.", 0L, 0L, LargestSeed);
        var learningRate = NumberOption.Optional("--learning-rate", "Step size of Adam. Without it, that of the preset.", 1e-8, 10);
        var threads = SharedOptions.Threads(trains: true);
        var output = new Option<string>("--output")
        {
            Description = "The model file to write. The log, the training curve and, while it runs, the checkpoints lie beside it.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "model.safetensors",
        };
        var dataset = DatasetChoice.Dataset(host, $"Without it, {host.Datasets[0].Id}.");
        var data = DatasetChoice.Data();
        var resume = new Option<bool>("--resume") { Description = "Require that an interrupted training is continued. Without it, one with the same options is continued if it exists." };
        var noResume = new Option<bool>("--no-resume") { Description = "Start afresh in any case." };
        var command = new DocumentedCommand(
            "train", "Trains a network and writes its model file.",
            [preset, epochs, batchSize, seed, learningRate, threads, output, dataset, data, resume, noResume])
        {
            Details = """
                After every epoch a checkpoint is written. A training that was interrupted goes on from there when the same command is given again, and ends with the same weights as if nothing had happened.
                """,
            Examples =
            [
                new("train --output models/mine.safetensors", "The target's network, ten epochs."),
                new("train --preset paper --output models/paper.safetensors", "A more accurate network that follows the papers' advice."),
                new("train --dataset fashion-mnist --epochs 20 --output models/fashion.safetensors", "Clothes instead of digits."),
            ],
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(resume) is not null && result.GetResult(noResume) is not null)
                result.AddError("--resume and --no-resume contradict each other; give only one of them.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var options = parsed.GetValue(preset) ?? Presets.Target;
            return TrainJob.RunAsync(
                new TrainRequest(
                    parsed.GetValue(dataset) ?? host.Datasets[0],
                    parsed.GetValue(data),
                    options with
                    {
                        Epochs = parsed.GetValue(epochs) ?? options.Epochs,
                        BatchSize = parsed.GetValue(batchSize) ?? options.BatchSize,
                        Seed = parsed.GetValue(seed),
                        LearningRate = parsed.GetValue(learningRate) ?? options.LearningRate,
                        Threads = parsed.GetValue(threads) ?? options.Threads,
                    },
                    parsed.GetValue(output)!,
                    parsed.GetValue(resume) ? Resumption.Required : parsed.GetValue(noResume) ? Resumption.Never : Resumption.IfPossible,
                    parsed.GetValue(SharedOptions.Verbose)),
                host,
                cancellation);
        });
        return command;
    }

    private static Option<TrainingOptions?> PresetOption()
    {
        var names = string.Join(" or ", Presets.All.Keys);
        return new("--preset")
        {
            Description = $"{names}. Without it, {Presets.Target.Preset}: the network that the project set out to reproduce.",
            HelpName = "NAME",
            CustomParser = result =>
            {
                var name = result.Tokens[0].Value;
                if (Presets.All.TryGetValue(name, out var options))
                    return options;
                var nearest = Nearest.Of(name, Presets.All.Keys) is { } found ? $" Did you mean '{found}'?" : "";
                result.AddError($"There is no preset '{name}'; there are {Readable.List(Presets.All.Keys)}.{nearest}");
                return null;
            },
        };
    }
}
