using System.Diagnostics;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Evaluating.Report;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary>Measures, sums up, writes the results and shows them: what <c>evaluate</c> does, wherever models and images come from.</summary>
internal static class EvaluationRun
{
    /// <summary>Does it.</summary>
    /// <param name="request">The user's request.</param>
    /// <param name="host">Where to tell it.</param>
    /// <param name="load">Makes images and models ready.</param>
    /// <param name="cancellation">Ends it; what is measured so far is kept.</param>
    internal static async Task<int> RunAsync(
        EvaluateRequest request, ToolHost host, Func<Task<(EvaluationImages Images, IReadOnlyList<EvaluatedModel> Models)>> load, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        Preamble.Run(host.Terminal, request.Verbose, request.Threads, Path.Combine(request.Output, EvaluationFiles.Document));
        try
        {
            var (images, models) = await load();
            var evaluation = await MeasureAsync(request, images, models, host, cancellation);
            var files = await WriteAsync(evaluation, host);
            EvaluateView.Show(evaluation, files, watch.Elapsed.TotalSeconds, host.Terminal);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            throw new CancelledException($"Stopped. The measurements so far are kept in '{request.Output}'; the same command continues from there.");
        }
    }

    private static async Task<Evaluation> MeasureAsync(
        EvaluateRequest request, EvaluationImages images, IReadOnlyList<EvaluatedModel> models, ToolHost host, CancellationToken cancellation)
    {
        var measuring = new Measuring(request, images, models, Measuring.Names(request.Measures, knowsTruth: true), host.Versions);
        var measurements = await host.Terminal.RunAsync("Measuring", progress => measuring.Run(progress, cancellation));
        if (measuring.Kept > 0)
            host.Terminal.Line($"{measuring.Kept:N0} of {measurements.Count:N0} measurements were kept from an earlier run; --force measures again.");
        var measures = measuring.Measures(0);
        return await host.Terminal.RunAsync("Resampling", progress =>
        {
            var summaries = measures.Select((measure, number) =>
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report(new((double)number / measures.Count, $"Resampling {measure.Name}"));
                return Summarizing.Of(
                    measure, [.. request.Methods.Select((_, method) => models.Select((_, model) => measurements[(model, method, measure.Name)]).ToArray())], request.Seed);
            }).ToArray();
            return Evaluation.Of(request, images, models, measuring.Threads, measurements, summaries, host.Versions);
        });
    }

    private static Task<List<string>> WriteAsync(Evaluation evaluation, ToolHost host) => host.Terminal.RunAsync("Writing the results", _ =>
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
