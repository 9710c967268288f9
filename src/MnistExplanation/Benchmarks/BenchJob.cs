using Mnist.Data;
using Mnist.ModelFiles;
using Mnist.Networks;
using Mnist.Training;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using Relevance;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Models;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Benchmarks;

/// <summary>Does what <c>bench</c> was asked for.</summary>
internal sealed class BenchJob(BenchRequest request, Host host, CancellationToken cancellation)
{
    private const string Studio = "studio";
    private const string Start = "explain --index 0 --output FILE.npy";

    private readonly List<BenchRow> rows = [];
    private readonly int threads = TorchRuntime.Threads;

    /// <summary>What can be measured.</summary>
    internal static IReadOnlyList<string> Parts { get; } = ["training", "test", "machine", "explainers", "methods", "memory", "start", Studio];

    internal async Task<int> RunAsync()
    {
        if (request.Output is { } output)
            OutputFile.RequireWritable(output);
        if (request.Verbose)
            TrainingVerbose.Write(host.Terminal, threads);
        try
        {
            var onData = Parts.Where(part => part != Studio && request.Parts.Contains(part)).ToList();
            if (onData.Count > 0)
            {
                var dataset = await Datasets.LoadAsync(host, host.Datasets[0], request.DataFolder, request.Verbose, cancellation);
                var (training, test) = (First(dataset.Training), First(dataset.Test));
                var model = DigitModel.Load(null);
                foreach (var part in onData)
                    await Task.Run(() => Measure(part, dataset with { Training = training, Test = test }, model), cancellation);
            }
            if (request.Parts.Contains(Studio))
            {
                await StudioLoad.ShowSpeedAsync(request.StudioSeconds, host.Terminal, cancellation);
                await StudioLoad.ShowMemoryAsync(request.StudioRequests, host.Terminal, cancellation);
            }
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }
        if (request.Output is { } file)
        {
            AtomicFile.Write(file, stream => BenchDocument.Write(stream, rows));
            host.Terminal.Line(file);
        }
        return ExitCode.Success;
    }

    private void Measure(string part, Dataset dataset, SafetensorsModel model)
    {
        TorchRuntime.Threads = threads;
        switch (part)
        {
            case "training":
                Train(dataset);
                break;
            case "test":
                Evaluate(dataset.Test, model);
                break;
            case "machine":
                foreach (var count in BenchRequest.Threads)
                {
                    TorchRuntime.Threads = count;
                    BenchView.Show(MachineLimits.Measure(count, request.Rounds, cancellation), host.Terminal);
                }
                break;
            case "explainers":
                Explain(dataset.Test, model);
                break;
            case "methods":
                CompareMethods(dataset.Test, model);
                break;
            case "memory":
                Remember(dataset.Test);
                break;
            default:
                var seconds = Rounds.Measure(request.Rounds, [() => ChildProgram.Run(Start.Split(' '), cancellation)], cancellation);
                BenchView.ShowSeconds(Add("start to first heatmap, embedded model", 1, 1, seconds[0]), host.Terminal);
                break;
        }
    }

    /// <summary>Our training and the plain loop in turn, so that whatever else the machine does meets both.</summary>
    private void Train(Dataset dataset)
    {
        var options = Presets.Target with { Epochs = 1, Threads = threads };
        var data = TrainingData.From(dataset) with { Test = null };
        var count = data.Train.Count;
        var (ours, plain) = (new List<double>(), new List<double>());
        var few = data with { Train = data.Train.Slice(0, Math.Min(count, 4 * options.BatchSize)) };
        // The first steps of a process prepare code and memory; neither loop shall pay for the other.
        EpochOfOurs(few, options);
        EpochOfPlain(few, options);
        for (var round = 0; round < Math.Min(3, request.Rounds); round++)
        {
            plain.Add(EpochOfPlain(data, options));
            ours.Add(EpochOfOurs(data, options));
        }
        var first = Add("training, an epoch of target", options.BatchSize, count, ours);
        var second = Add("the same as a plain TorchSharp loop", options.BatchSize, count, plain);
        BenchView.ShowSeconds(first, host.Terminal);
        BenchView.ShowSeconds(second, host.Terminal);
        BenchView.ShowRatio("our training, times the plain loop", first.Ratio(second), host.Terminal);
    }

    private double EpochOfPlain(TrainingData data, TrainingOptions options) =>
        PlainLoop.SecondsOfEpoch(data.Train, data.Normalization, options.BatchSize, cancellation);

    private double EpochOfOurs(TrainingData data, TrainingOptions options)
    {
        var result = Trainer.Train(data, options, cancellation: cancellation);
        return result.Log[0].Seconds;
    }

    private void Evaluate(LabelledImages test, SafetensorsModel model)
    {
        var seconds = Rounds.Measure(
            request.Rounds, [() => Classification.Of(model.Network, test, model.Normalization, threads, cancellation)], cancellation);
        BenchView.ShowSeconds(Add($"test of {test.Count:N0} images", test.Count, test.Count, seconds[0]), host.Terminal);
    }

    private void Explain(LabelledImages test, SafetensorsModel model)
    {
        var explainers = SpeedTable.Explainers(model.Network, model.Normalization.Low(), model.Normalization.High());
        var images = model.Normalization.ToTensor<float>(test.Pixels.Span, test.Count);
        using var module = model.Trained.ToModule();
        foreach (var count in BenchRequest.Threads)
        {
            TorchRuntime.Threads = count;
            List<SpeedTable> tables = [];
            foreach (var batch in request.Batches.Where(batch => batch <= test.Count))
            {
                tables.Add(SpeedTable.Of(module, model.Network, Tensors.Range(images, 0, batch), explainers, count, request.Rounds, cancellation));
                rows.AddRange(tables[^1].Measurements.Select(measurement => new BenchRow(measurement, tables[^1].Gradient)));
            }
            BenchView.Show(tables, host.Terminal);
        }
    }

    private void CompareMethods(LabelledImages test, SafetensorsModel model)
    {
        var few = test.Slice(0, Math.Min(test.Count, request.MethodImages));
        var images = model.Normalization.ToTensor<float>(few.Pixels.Span, few.Count);
        var table = MethodTable.Of(model.Network, model.Domain(inDouble: false, TypicalDigits.Embedded), images, request.Rounds, threads, cancellation);
        rows.AddRange(table.Methods.Select(method => new BenchRow(method, table.Gradient)));
        BenchView.Show(table, host.Terminal);
    }

    private void Remember(LabelledImages test)
    {
        var images = Path.Combine(Path.GetTempPath(), $"mnist-explanation-{Guid.NewGuid():N}.npy");
        try
        {
            NumpyFile.Write(images, test.Pixels.Span, test.Count, LabelledImages.Side, LabelledImages.Side);
            foreach (var size in request.BatchSizes)
                BenchView.ShowMemory(
                    test.Count, size, ChildProgram.Run(["explain", "--images", images, "--batch-size", $"{size}", "--output", "FILE.npy"], cancellation), host.Terminal);
        }
        finally
        {
            File.Delete(images);
        }
    }

    private SpeedMeasurement Add(string what, int batch, int images, IReadOnlyList<double> seconds)
    {
        rows.Add(new(new(what, batch, threads, images, seconds), null));
        return rows[^1].SpeedMeasurement;
    }

    private LabelledImages First(LabelledImages images) => images.Slice(0, Math.Min(images.Count, request.MostImages));
}
