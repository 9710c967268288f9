using MnistExplanation.Console;
using Relevance;
using Relevance.Runtime;

namespace MnistExplanation.Explaining;

/// <summary>Does what <c>explain</c> was asked for.</summary>
internal static class ExplainJob
{
    internal static async Task<int> RunAsync(ExplainRequest request, Host host, CancellationToken cancellation)
    {
        foreach (var output in request.Outputs)
            OutputFile.RequireWritable(output.Path);
        TorchRuntime.Initialize();
        if (request.Threads is { } threads)
            TorchRuntime.Threads = threads;
        if (request.Verbose)
            Verbose.WriteRuntime(host.Terminal);
        using var model = LoadedModel.Load(request.Model);
        var images = await ImageSources.LoadAsync(request, model, host, cancellation);
        if (request.Outputs.Any(output => output.Kind == OutputKind.Figure))
            ExplanationFigure.RequireFits(images.Count);
        using var explained = await host.Terminal.RunAsync("Explaining", progress => Explain(request, model, images, progress, cancellation));
        if (request.Outputs.Count == 0)
            ExplanationView.Show(explained, host.Terminal);
        foreach (var output in request.Outputs)
            await WriteAsync(output, explained, host.Terminal, cancellation);
        return ExitCode.Success;
    }

    /// <summary>Explains the images.</summary>
    internal static ExplainedImages Explain(
        ExplainRequest request, LoadedModel model, ImageSet images, IProgress<ActivityState> progress, CancellationToken cancellation)
    {
        var explainer = request.Method.Create(model.ToNetwork(request.ElementType), model.Normalization);
        var target = request.Target.For(images, model.Trained.Metadata.Architecture.Classes);
        using var inputs = model.Normalization.ToTensor(images.Pixels.Span, images.Count, request.ElementType);
        var explanation = explainer.Explain(inputs, target, new ExplainOptions
        {
            BatchSize = request.BatchSize,
            CancellationToken = cancellation,
            Progress = new DirectProgress<long>(done => progress.Report(new((double)done / images.Count, $"Explaining, {done:N0} of {images.Count:N0}"))),
        });
        return new(request.Method, explainer, model, images, explanation);
    }

    private static async Task WriteAsync(OutputFile output, ExplainedImages explained, Terminal terminal, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await terminal.RunAsync($"Writing {output.Path}", _ =>
        {
            switch (output.Kind)
            {
                case OutputKind.Figure:
                    ExplanationFigure.Create(explained).Render().Save(output.Path);
                    break;
                case OutputKind.Array:
                    ExplanationArray.Write(output.Path, explained);
                    break;
                default:
                    ExplanationDocument.Write(output.Path, explained);
                    break;
            }
            return true;
        });
        var count = explained.Images.Count;
        terminal.Line($"{output.Path}: {count:N0} {(count == 1 ? "heatmap" : "heatmaps")} by {explained.Method.Name}, {new FileInfo(output.Path).Length:N0} bytes");
    }
}
