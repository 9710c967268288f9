using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance;

/// <summary>
/// A method that explains a model's scores, with its parameters. Immutable; safe to use from several threads; the model is never changed.
/// </summary>
/// <param name="model">The model to explain.</param>
public abstract class Explainer(Model model)
{
    /// <summary>The method's name in kebab case, such as <c>simple-taylor</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether negative values occur and speak against the explained score; otherwise no value is negative.</summary>
    public virtual bool IsSigned => true;

    /// <summary>The method's parameters by name; values are numbers, booleans or strings. A wrapper lists those of what it wraps too, as <c>name.parameter</c>.</summary>
    public virtual IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object>();

    /// <summary>The model explained.</summary>
    public Model Model { get; } = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>Explains one score of each image.</summary>
    /// <param name="images">[N, C, H, W] in the model's normalised units; N at least 1; every value finite.</param>
    /// <param name="target">Whose score; null for the predicted class.</param>
    /// <param name="options">Batch size, progress, cancellation; null for the defaults.</param>
    /// <returns>The explanation, on the CPU, in the model's floating-point type.</returns>
    /// <exception cref="ArgumentException">The images are empty, not finite or do not fit the target.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public Explanation Explain(Tensor images, Target? target = null, ExplainOptions? options = null) => Run(images, target, options, ExplainBatch);

    /// <summary>As <see cref="Explain"/>, with another way to explain a batch; <paramref name="sideBySide"/> if it may be called from several threads at once.</summary>
    private protected Explanation Run(
        Tensor images, Target? target, ExplainOptions? options, Func<ImageBatch, BatchExplanation> explainBatch, bool sideBySide = true)
    {
        ArgumentNullException.ThrowIfNull(images);
        TorchRuntime.Initialize();
        target ??= Target.Predicted;
        options ??= ExplainOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(ExplainOptions.BatchSize));
        RequireForm(images);
        var count = images.shape[0];
        target.RequireFor(count);
        var division = BatchDivision.For(Model, images, options.BatchSize);
        if (!sideBySide && division.SideBySide > 1)
            division = division with { SideBySide = 1 };
        // What is done for all images, too: threads that helped with an operation go on spinning, in the way of those that shall work next.
        using var alone = division.SideBySide > 0 ? SingleThread.Enter() : default;
        RequireFinite(images);
        var parts = new BatchResult?[(count + division.Size - 1) / division.Size];
        // What lies idle belongs to those at work: a single image may have all its variants at once.
        var atOnce = options.BatchSize / Math.Clamp(parts.Length, 1, Math.Max(1, division.SideBySide));
        var done = 0L;
        try
        {
            division.ForEach(count, options.CancellationToken, (number, first) =>
            {
                var part = parts[number] = RunBatch(images, first, division.Size, target, options with { BatchSize = atOnce }, explainBatch);
                lock (parts)
                    options.Progress?.Report(done += part.Scores.shape[0]);
            });
            return new Explanation(
                Name, Parameters, target, Join(parts, part => part.Relevance), Join(parts, part => part.Scores), Join(parts, part => part.Direction))
            {
                StandardErrors = parts[0]!.StandardErrors is null ? null : Join(parts, part => part.StandardErrors!),
                Diagnostics = parts[0]!.Diagnostics.Keys.ToDictionary(name => name, IReadOnlyList<double> (name) => [.. parts.SelectMany(part => part!.Diagnostics[name])]),
            };
        }
        finally
        {
            foreach (var part in parts)
                part?.Dispose();
            // The native side knows only addresses: images and weights must not be collected during the last batch.
            GC.KeepAlive(images);
            GC.KeepAlive(target);
            GC.KeepAlive(this);
        }
    }

    private BatchResult RunBatch(Tensor images, long first, int most, Target target, ExplainOptions options, Func<ImageBatch, BatchExplanation> explainBatch)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var size = Math.Min(most, images.shape[0] - first);
        // A copy in any case: libtorch aligns its own memory, and on other memory matrix products differ in the last bit.
        var inputs = images.narrow(0, first, size).to(Model.ElementType, copy: true).contiguous();
        Tensor? direction = null;
        var batch = new ImageBatch(
            inputs, [.. Enumerable.Range(0, (int)size).Select(i => first + i)],
            scores => direction = direction is null
                ? DirectionOf(scores, size, target, first)
                : throw new InvalidOperationException($"Method '{Name}' asked for the direction of a batch twice; it is decided once, at the images themselves."),
            options);
        try
        {
            var explained = explainBatch(batch);
            return BatchResult.Of(explained, direction ?? throw new InvalidOperationException($"Method '{Name}' never asked for the direction, so that it explained no score."));
        }
        catch
        {
            direction?.Dispose();
            throw;
        }
    }

    private static Tensor DirectionOf(Tensor scores, long images, Target target, long first)
    {
        if (scores.dim() != 2 || scores.shape[0] != images)
            throw new ArgumentException($"The model's scores of {images} images have shape [{string.Join(", ", scores.shape)}]; a model that is explained gives [N, K], K scores for each image.");
        var direction = target.Direction(scores, first);
        if (!direction.shape.AsSpan().SequenceEqual(scores.shape))
            throw new ArgumentException($"Target '{target}' weights scores of shape [{string.Join(", ", scores.shape)}] by [{string.Join(", ", direction.shape)}]; it must give a weight for each.");
        // A copy, for a target may keep what it returns, while an explanation frees what it holds.
        return direction.clone().DetachFromDisposeScope();
    }

    /// <summary>
    /// Explains one batch. Never lets more than <see cref="ImageBatch.Limit"/> images through the model at once. Called from several threads at once
    /// where the model <see cref="Model.ComputesSideBySide"/>.
    /// </summary>
    protected abstract BatchExplanation ExplainBatch(ImageBatch batch);

    /// <summary>Lets another method explain a batch: for methods that wrap one.</summary>
    private protected static BatchExplanation ExplainBatch(Explainer explainer, ImageBatch batch) => explainer.ExplainBatch(batch);

    private static void RequireForm(Tensor images)
    {
        if (images.dim() < 2 || images.shape[0] == 0 || images.numel() == 0)
            throw new ArgumentException($"Images of shape [{string.Join(", ", images.shape)}] cannot be explained; give [N, C, H, W] with N at least 1.", nameof(images));
        if (!images.is_floating_point())
            throw new ArgumentException($"Images of type {images.dtype} cannot be explained; normalise them to floating-point numbers first.", nameof(images));
    }

    private static void RequireFinite(Tensor images)
    {
        using var scope = NewDisposeScope();
        // A sum is a hundred times as fast as looking at each value, and finite only if all of them are; the reverse is looked up.
        if (!images.sum().isfinite().data<bool>()[0] && !images.isfinite().all().data<bool>()[0])
            throw new ArgumentException("The images hold values that are not finite (NaN or infinity).", nameof(images));
    }

    private static Tensor Join(BatchResult?[] parts, Func<BatchResult, Tensor> tensor) => cat([.. parts.Select(part => tensor(part!))], 0).DetachFromDisposeScope();
}
