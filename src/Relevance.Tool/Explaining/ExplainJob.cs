using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Catalogue;
using Relevance.Propagation;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;

namespace Relevance.Tool.Explaining;

/// <summary>Does what <c>explain</c> was asked for.</summary>
internal static class ExplainJob
{
    internal static async Task<int> RunAsync(ExplainRequest request, ImageSource source, ToolHost host, CancellationToken cancellation)
    {
        var model = Begin(request, host);
        // Before the images, which may have to be fetched.
        var explainer = CreateExplainer(request, model, await TypicalAsync([request], source, model, host, cancellation));
        var images = await LoadAsync(source, model, host, cancellation);
        if (request.Outputs.Any(output => output.Kind == OutputKind.Figure))
            RequireFits(request, model, images.Count);
        if (!request.Ledger && request.Outputs.Count > 0 && request.Outputs.All(output => output.Kind == OutputKind.Array))
        {
            var warnings = await host.Terminal.RunAsync("Explaining", progress => ExplanationArray.Write(
                [.. request.Outputs.Select(output => output.Path)], request, explainer, model, images, progress, cancellation));
            foreach (var output in request.Outputs)
                ShowWritten(output, request, images.Count, host.Terminal);
            warnings.Show(host.Terminal);
            return ExitCode.Success;
        }
        var explained = await host.Terminal.RunAsync("Explaining", progress => Explain(request, explainer, model, images, progress, cancellation));
        if (request.Outputs.Count == 0)
            ExplanationView.Show(explained, host.Terminal);
        foreach (var output in request.Outputs)
            await WriteAsync(output, request, explained, host, cancellation);
        if (explained.Ledger is { } ledger)
            LedgerView.Show(ledger, images.Count, host.Terminal);
        explained.Warnings.Show(host.Terminal);
        return ExitCode.Success;
    }

    private static async Task<ImageSet> LoadAsync(ImageSource source, LoadedModel model, ToolHost host, CancellationToken cancellation)
    {
        var images = await source.LoadAsync(model, host, cancellation);
        if (source.DoubtOf(images, model) is { } doubt)
            host.Terminal.Line($"Warning: {doubt}");
        return images;
    }

    /// <summary>Typical images; null where none of the methods needs them, which may have to be fetched.</summary>
    private static async Task<ImageSet?> TypicalAsync(
        IReadOnlyList<ExplainRequest> requests, ImageSource source, LoadedModel model, ToolHost host, CancellationToken cancellation) =>
        requests.Any(request => request.Method.NeedsExamples) ? await source.TypicalAsync(model, host, cancellation) : null;

    private static void RequireFits(ExplainRequest request, LoadedModel model, int images)
    {
        if (PropagationNotation.LayerOf(request.Method) is { } layer)
        {
            FeatureMapFigure.RequireFits(images, model.Network.OutputShapes(model.InputShape)[model.Network.Find(layer).Index]);
        }
        else
        {
            ExplanationFigure.RequireFits(images);
        }
    }

    /// <summary>Explains the images by several methods and draws what they find side by side.</summary>
    internal static async Task<int> CompareAsync(
        ExplainRequest request, IReadOnlyList<MethodCall> methods, ImageSource source, ToolHost host, CancellationToken cancellation)
    {
        var model = Begin(request, host);
        ExplainRequest[] requests = [.. methods.Select(method => request with { Method = method })];
        var examples = await TypicalAsync(requests, source, model, host, cancellation);
        Explainer[] explainers = [.. requests.Select(one => CreateExplainer(one, model, examples))];
        var images = await LoadAsync(source, model, host, cancellation);
        ComparisonFigure.RequireFits(images.Count);
        var found = await host.Terminal.RunAsync("Explaining", progress => Compare(requests, explainers, model, images, progress, cancellation));
        var sheet = request.Slide ? ComparisonFigure.CreateSlide(found) : ComparisonFigure.Create(found);
        foreach (var output in request.Outputs)
        {
            await host.Terminal.RunAsync($"Writing {output.Path}", _ =>
            {
                sheet.Render().Save(output.Path);
                return true;
            });
            host.Terminal.Line($"{output.Path}: {images.Count:N0} {(images.Count == 1 ? "image" : "images")} by {methods.Count} methods, {new FileInfo(output.Path).Length:N0} bytes");
        }
        Warnings.Of(found).Show(host.Terminal);
        return ExitCode.Success;
    }

    /// <summary>Explains the images by several methods.</summary>
    /// <param name="requests">One for each method.</param>
    /// <param name="explainers">One for each request.</param>
    /// <param name="model">The model that they explain.</param>
    /// <param name="images">The images.</param>
    /// <param name="progress">Receives the method in progress.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static IReadOnlyList<ExplainedImages> Compare(
        IReadOnlyList<ExplainRequest> requests, IReadOnlyList<Explainer> explainers, LoadedModel model, ImageSet images,
        IProgress<ActivityState> progress, CancellationToken cancellation)
    {
        var found = new List<ExplainedImages>();
        foreach (var (request, explainer) in requests.Zip(explainers))
        {
            progress.Report(new((double)found.Count / requests.Count, $"Explaining by {request.Method}"));
            found.Add(Explain(request, explainer, model, images, new DirectProgress<ActivityState>(_ => { }), cancellation));
        }
        return found;
    }

    /// <summary>Shows which layer of the model gets which rule.</summary>
    internal static int ShowPlan(ExplainRequest request, ToolHost host)
    {
        var model = Begin(request, host);
        var lrp = (LayerwiseRelevancePropagation)CreateExplainer(request, model, null);
        PlanView.Show(lrp, $"{lrp.Parameters["composite"]}", PropagationNotation.LayerOf(request.Method), host.Terminal, model.InputShape);
        return ExitCode.Success;
    }

    /// <summary>The explainer that was asked for.</summary>
    /// <param name="request">The user's request.</param>
    /// <param name="model">The model to explain.</param>
    /// <param name="examples">Typical images; null where the method does not need them.</param>
    internal static Explainer CreateExplainer(ExplainRequest request, LoadedModel model, ImageSet? examples)
    {
        try
        {
            var domain = model.Domain(request.IsDouble, examples);
            return request.CompositeFile is { } file ? CompositeFile.Create(file, request.Method, model.Network, domain) : request.Method.Create(model.Network, domain);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{request.Origin}: {e.Message}");
        }
    }

    /// <summary>Explains the images.</summary>
    internal static ExplainedImages Explain(
        ExplainRequest request, Explainer explainer, LoadedModel model, ImageSet images, IProgress<ActivityState> progress, CancellationToken cancellation) => request.IsDouble
        ? Explain<double>(request, explainer, model, images, progress, cancellation)
        : Explain<float>(request, explainer, model, images, progress, cancellation);

    private static ExplainedImages Explain<T>(
        ExplainRequest request, Explainer explainer, LoadedModel model, ImageSet images, IProgress<ActivityState> progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = images.ToTensor<T>(model.Normalization);
        var options = OptionsOf(request, images.Count, 0, progress, cancellation);
        var target = TargetOf(request, images, model.ClassNames.Length);
        // The scores of an explanation of a hidden unit are those of its layer.
        var classScores = PropagationNotation.UnitOf(request.Method) is null ? null : model.Network.Scores(inputs);
        var (explanation, ledger) = Explain(request, explainer, inputs, target, options);
        var selfContrasts = Warnings.SelfContrasts(explanation);
        Warnings.RequireContrast(selfContrasts, images.Count, request);
        return new(request, explainer, model, images, explanation.ToDouble(), classScores is null ? null : Tensor.ConvertTruncating<T, double>(classScores), ledger)
        {
            Warnings = new(ledger is null ? PropagationWarnings.Of(explainer, inputs, target, options, explanation) : [], selfContrasts),
        };
    }

    /// <summary>How images are explained.</summary>
    /// <param name="request">The user's request.</param>
    /// <param name="count">How many images there are.</param>
    /// <param name="before">How many were explained before.</param>
    /// <param name="progress">Receives the progress.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static ExplainOptions OptionsOf(ExplainRequest request, int count, int before, IProgress<ActivityState> progress, CancellationToken cancellation) => new()
    {
        BatchSize = request.BatchSize,
        Threads = request.Threads ?? ExplainOptions.Default.Threads,
        CancellationToken = cancellation,
        Progress = new DirectProgress<double>(done => progress.Report(new((before + done) / count, $"Explaining, {before + Math.Floor(done):N0} of {count:N0}"))),
    };

    /// <summary>Explains images, with the ledger if requested.</summary>
    internal static (Explanation<T> Explanation, Ledger? Ledger) Explain<T>(ExplainRequest request, Explainer explainer, Tensor<T> inputs, Target target, ExplainOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            if (!request.Ledger || explainer is not LayerwiseRelevancePropagation lrp)
                return (explainer.Explain(inputs, target, options), null);
            var found = lrp.ExplainWithLedger(inputs, target, options);
            return (found.Explanation, found.Ledger);
        }
        catch (ArgumentException e)
        {
            // What a method cannot make of these images and that target shows only when it comes to them.
            throw new UsageException($"{request.Origin}: {e.Message}");
        }
    }

    private static LoadedModel Begin(ExplainRequest request, ToolHost host)
    {
        Preamble.Run(host.Terminal, request.Verbose, request.Threads, request.Outputs.Select(output => output.Path));
        return host.LoadModel(request.Model);
    }

    /// <summary>The target: the score that is explained.</summary>
    internal static Target TargetOf(ExplainRequest request, ImageSet images, int classes)
    {
        var target = request.Target.For(images, classes);
        if (request.Contrast is not { } other)
            return target;
        if (other >= classes)
            throw new UserException($"--contrast {other} is not a class of the model, which has 0 to {classes - 1}.");
        if (request.Target == TargetChoice.Parse($"{other}"))
            throw new UserException($"--contrast {other} compares class {other} with itself; give another --target or --contrast.");
        return Target.Contrast(target, other);
    }

    private static async Task WriteAsync(OutputFile output, ExplainRequest request, ExplainedImages explained, ToolHost host, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await host.Terminal.RunAsync($"Writing {output.Path}", _ =>
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
                    ExplanationDocument.Write(output.Path, explained, host.Versions);
                    break;
            }
            return true;
        });
        ShowWritten(output, request, explained.Images.Count, host.Terminal);
    }

    private static void ShowWritten(OutputFile output, ExplainRequest request, int count, Terminal terminal) =>
        terminal.Line($"{output.Path}: {count:N0} {(count == 1 ? "heatmap" : "heatmaps")} by {request.Recipe}, {new FileInfo(output.Path).Length:N0} bytes");
}
