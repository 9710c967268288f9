using Mnist.Data;
using Mnist.Formats;
using Mnist.Training;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using Relevance.Catalogue;
using Relevance.Runtime;
using TorchSharp;

namespace MnistExplanation.Benchmarks;

/// <summary>Does what <c>bench</c> was asked for.</summary>
internal sealed class BenchJob(BenchRequest request, Host host, CancellationToken cancellation)
{
    private const int FewImages = 1000;

    internal async Task<int> RunAsync()
    {
        if (request.Output is { } output)
            OutputFile.RequireWritable(output);
        TorchRuntime.Initialize();
        if (request.Threads is { } threads)
            TorchRuntime.Threads = threads;
        if (request.Verbose)
            Verbose.WriteRuntime(host.Terminal);
        var dataset = await Datasets.LoadAsync(host, host.Datasets[0], request.DataFolder, request.Verbose, cancellation);
        var (training, test) = (First(dataset.Training), First(dataset.Test));
        using var model = LoadedModel.Load(null);

        List<Measurement> measurements = [.. await Task.Run(() => Train(dataset with { Training = training }), cancellation)];
        Show(measurements);
        await MeasureAsync(measurements, $"test of {test.Count:N0} images", test.Count, () => Evaluation.Of(model.Trained.Network, test, model.Normalization, cancellation));
        foreach (var method in MethodCatalogue.All.Select(MethodCall.Of))
        {
            // What takes many passes through the network is as fast on a part of the images.
            var images = Reproducing.Reproduction.Methods.Any(one => one.Name == method.Name) ? test : test.Slice(0, Math.Min(test.Count, FewImages));
            await MeasureAsync(measurements, $"explain --method {method.Name} of {images.Count:N0} images", images.Count, Explain(model, method, images));
        }
        await MeasureAsync(measurements, "start to first heatmap, embedded model", 0, StartUp.Run);
        if (request.Output is { } file)
        {
            AtomicFile.Write(file, stream => BenchDocument.Write(stream, request, measurements));
            host.Terminal.Line(file);
        }
        return ExitCode.Success;
    }

    /// <summary>Our training and the plain loop in turn, so that whatever else the machine does meets both.</summary>
    private Measurement[] Train(Dataset dataset)
    {
        var options = Presets.Target with { Epochs = 1, Threads = TorchRuntime.Threads };
        var data = TrainingData.From(dataset) with { Test = null };
        var (ours, plain) = (new List<double>(), new List<double>());
        var few = data with { Train = data.Train.Slice(0, Math.Min(data.Train.Count, 4 * options.BatchSize)) };
        // The first steps of a process prepare code and memory; neither loop shall pay for the other.
        EpochOfOurs(few, options);
        EpochOfPlain(few, options);
        for (var round = 0; round < request.Rounds; round++)
        {
            plain.Add(EpochOfPlain(data, options));
            ours.Add(EpochOfOurs(data, options));
        }
        var count = data.Train.Count;
        return
        [
            new($"training, one epoch of {count:N0} images, batch {options.BatchSize}", count, ours),
            new("the same as a plain TorchSharp loop", count, plain),
        ];
    }

    private double EpochOfPlain(TrainingData data, TrainingOptions options) =>
        PlainLoop.SecondsOfEpoch(data.Train, data.Normalization, options.BatchSize, cancellation);

    private double EpochOfOurs(TrainingData data, TrainingOptions options)
    {
        var result = Trainer.Train(data, options, cancellation: cancellation);
        result.Model.Dispose();
        return result.Log[0].Seconds;
    }

    private Action Explain(LoadedModel model, MethodCall method, LabelledImages test)
    {
        var explainer = method.Create(model.ToNetwork(torch.ScalarType.Float32), model.Domain(torch.ScalarType.Float32));
        return () =>
        {
            using var inputs = model.Normalization.ToTensor(test.Pixels.Span, test.Count);
            explainer.Explain(inputs, options: new() { CancellationToken = cancellation }).Dispose();
        };
    }

    private async Task MeasureAsync(List<Measurement> measurements, string name, int images, Action work)
    {
        cancellation.ThrowIfCancellationRequested();
        measurements.Add(await Task.Run(() => Measurement.Of(name, images, request.Rounds, work), cancellation));
        Show(measurements[^1..]);
    }

    private void Show(IReadOnlyList<Measurement> measurements)
    {
        foreach (var measurement in measurements)
        {
            var speed = measurement.Images > 0 ? $"{measurement.Images / measurement.Best,12:N0} images/s" : "";
            host.Terminal.Line($"{measurement.Name,-62} {Readable.Seconds(measurement.Best),10}{speed}");
        }
        if (measurements is [var ours, var plain])
            host.Terminal.Line($"{"  our training takes, times the plain loop",-62} {BenchDocument.Ratio(ours, plain),10:F2}");
    }

    private LabelledImages First(LabelledImages images) => images.Slice(0, Math.Min(images.Count, request.MostImages));
}
