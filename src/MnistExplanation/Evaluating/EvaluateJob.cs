using System.Diagnostics;
using Mnist.Data;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Evaluating;

/// <summary>Does what <c>evaluate</c> was asked for.</summary>
internal static class EvaluateJob
{
    internal static async Task<int> RunAsync(EvaluateRequest request, Host host, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        OutputFile.RequireWritable(Path.Combine(request.Output, EvaluationFiles.Document));
        if (request.Verbose)
            Verbose.WriteRuntime(host.Terminal, request.Threads);
        try
        {
            var sources = new JudgedModels(request, host, cancellation);
            var models = sources.FromFiles();
            var specification = request.Dataset ?? DatasetOf(models, host);
            var dataset = await Datasets.LoadAsync(host, specification, request.DataFolder, request.Verbose, cancellation);
            if (request.Count > dataset.Test.Count)
                throw new UserException($"--count {request.Count} is more than the {dataset.Test.Count:N0} test images of {dataset.Name}.");
            var images = JudgedImages.Draw(dataset.Test, request.Count, request.Seed);
            var names = Measuring.Names(request.Measures);
            sources.Announce(models, dataset, [.. names.Where(Measuring.IsOfPairs)]);
            if (models.Count == 0)
                models = await sources.OfSeedsAsync(dataset);
            if (names.Any(Measuring.IsOfPairs))
                models = await sources.WithPairsAsync(models, dataset);
            var evaluation = await MeasureAsync(request, host, dataset, images, models, names, cancellation);
            var files = await WriteAsync(evaluation, host);
            EvaluateView.Show(evaluation, files, watch.Elapsed.TotalSeconds, host.Terminal);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            throw new CancelledException($"Stopped. What is measured so far is kept in '{request.Output}'; the same command continues from there.");
        }
    }

    private static async Task<Evaluation> MeasureAsync(
        EvaluateRequest request, Host host, Dataset dataset, JudgedImages images, IReadOnlyList<JudgedModel> models, IReadOnlyList<string> names,
        CancellationToken cancellation)
    {
        var measuring = new Measuring(request, images, models, names);
        var cells = await host.Terminal.RunAsync("Measuring", progress => measuring.Run(progress, cancellation));
        if (measuring.Kept > 0)
            host.Terminal.Line($"{measuring.Kept:N0} of {cells.Count:N0} measurements were kept from an earlier run; --force measures again.");
        var measures = measuring.Measures(0);
        var summaries = await host.Terminal.RunAsync("Resampling", progress => measures.Select((measure, number) =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Report(new((double)number / measures.Count, $"Resampling {measure.Name}"));
            return Summarizing.Of(measure, [.. request.Methods.Select((_, method) => models.Select((_, model) => cells[(model, method, measure.Name)]).ToArray())], request.Seed);
        }).ToArray());
        return new(request, dataset, images, models, measuring.Threads, cells, summaries);
    }

    /// <summary>On which data set models that the user named were trained; without models, the first.</summary>
    /// <exception cref="UserException">They were trained on different ones.</exception>
    internal static DatasetSpecification DatasetOf(IReadOnlyList<JudgedModel> models, Host host)
    {
        string[] names = [.. models.Select(model => model.Model.Trained.Metadata.Dataset).Distinct()];
        if (names.Length > 1)
            throw new UserException($"The models were trained on different data sets, {Readable.List(names)}; say with --dataset on which to judge them, or judge them one by one.");
        return names.Length == 0 ? host.Datasets[0] : host.FindDataset(names[0]) ?? host.Datasets[0];
    }

    private static Task<List<string>> WriteAsync(Evaluation evaluation, Host host) => host.Terminal.RunAsync("Writing the results", _ =>
    {
        var paths = new List<string>();
        foreach (var (name, content) in EvaluationFiles.Of(evaluation))
        {
            paths.Add(Path.Combine(evaluation.Request.Output, name));
            AtomicFile.Write(paths[^1], content);
        }
        return paths;
    });
}
