using System.Diagnostics;
using Mnist.Data;
using MnistExplanation.Digits;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Evaluating.Report;
using Relevance.Tool.Explaining;
using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating;

/// <summary>Does what <c>evaluate</c> was asked for.</summary>
internal static class EvaluateJob
{
    internal static async Task<int> RunAsync(DigitEvaluateRequest request, Host host, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        OutputFile.RequireWritable(Path.Combine(request.Output, EvaluationFiles.Document));
        if (request.Verbose)
            Verbose.WriteRuntime(host.Terminal, request.Threads);
        try
        {
            var sources = new TrainedModels(request, host, cancellation);
            var models = sources.FromFiles();
            var specification = request.Dataset ?? DatasetOf(models, host);
            var dataset = await Datasets.LoadAsync(host, specification, request.DataFolder, request.Verbose, cancellation);
            if (request.Count > dataset.Test.Count)
                throw new UserException($"--count {request.Count} is more than the {dataset.Test.Count:N0} test images of {dataset.Name}.");
            var images = DrawnDigits.Of(dataset, request.Count, request.Seed);
            var names = Measuring.Names(request.Measures);
            sources.Announce(models, dataset, [.. names.Where(Measuring.IsOfPairs)]);
            if (models.Count == 0)
                models = await sources.OfSeedsAsync(dataset);
            if (names.Any(Measuring.IsOfPairs))
                models = await sources.WithPairsAsync(models, dataset);
            await EvaluationRun.RunAsync(request, images, models, host, () => watch.Elapsed.TotalSeconds, cancellation);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            throw new CancelledException($"Stopped. The measurements so far are kept in '{request.Output}'; the same command continues from there.");
        }
    }

    /// <summary>On which data set models that the user named were trained; without models, the first.</summary>
    /// <exception cref="UserException">They were trained on different ones.</exception>
    internal static DatasetSpecification DatasetOf(IReadOnlyList<EvaluatedModel> models, Host host)
    {
        string[] names = [.. models.Select(model => ((SafetensorsModel)model.Model).Trained.Metadata.Dataset).Distinct()];
        if (names.Length > 1)
            throw new UserException($"The models were trained on different data sets, {Readable.List(names)}; say with --dataset on which to judge them, or judge them one by one.");
        return names.Length == 0 ? host.Datasets[0] : host.FindDataset(names[0]) ?? host.Datasets[0];
    }
}
