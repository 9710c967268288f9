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
    public Model Model { get; } = model;

    /// <summary>Explains one score of each image.</summary>
    /// <param name="images">[N, C, H, W] in the model's normalised units; N at least 1; every value finite.</param>
    /// <param name="target">Whose score; null for the predicted class.</param>
    /// <param name="options">Batch size, progress, cancellation; null for the defaults.</param>
    /// <returns>The explanation, on the CPU, in the model's floating-point type.</returns>
    /// <exception cref="ArgumentException">The images are empty, not finite or do not fit the target.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public Explanation Explain(Tensor images, Target? target = null, ExplainOptions? options = null) => Run(images, target, options, ExplainBatch);

    /// <summary>As <see cref="Explain"/>, with another way to explain a batch.</summary>
    private protected Explanation Run(
        Tensor images, Target? target, ExplainOptions? options, Func<ImageBatch, BatchExplanation> explainBatch)
    {
        ArgumentNullException.ThrowIfNull(images);
        TorchRuntime.Initialize();
        target ??= Target.Predicted;
        options ??= ExplainOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(ExplainOptions.BatchSize));
        Require(images, target);

        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var count = images.shape[0];
        List<Tensor> relevance = [], scores = [], directions = [], standardErrors = [];
        var diagnostics = new Dictionary<string, List<double>>();
        for (long first = 0; first < count; first += options.BatchSize)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var size = Math.Min(options.BatchSize, count - first);
            // A copy in any case: libtorch aligns its own memory, and on other memory matrix products differ in the last bit.
            var inputs = images.narrow(0, first, size).to(Model.ElementType, copy: true).contiguous();
            Tensor? direction = null;
            var start = first;
            var batch = new ImageBatch(
                inputs, [.. Enumerable.Range(0, (int)size).Select(i => start + i)], s => direction = target.Direction(s, start).DetachFromDisposeScope(), options);
            var explained = explainBatch(batch);
            relevance.Add(explained.Relevance.MoveToOuterDisposeScope());
            scores.Add(explained.Scores.MoveToOuterDisposeScope());
            if (explained.StandardErrors is { } errors)
                standardErrors.Add(errors.MoveToOuterDisposeScope());
            foreach (var (name, values) in explained.Diagnostics ?? new Dictionary<string, Tensor>())
            {
                if (!diagnostics.TryGetValue(name, out var list))
                    diagnostics.Add(name, list = []);
                list.AddRange(values.to(ScalarType.Float64).contiguous().data<double>());
            }
            scope.Attach(direction!);
            directions.Add(direction!);
            options.Progress?.Report(first + size);
        }
        // The native side knows only addresses: images and weights must not be collected during the last batch.
        GC.KeepAlive(images);
        GC.KeepAlive(this);
        return new Explanation(Name, Parameters, target, Join(relevance), Join(scores), Join(directions))
        {
            StandardErrors = standardErrors.Count == 0 ? null : Join(standardErrors),
            Diagnostics = diagnostics.ToDictionary(pair => pair.Key, IReadOnlyList<double> (pair) => pair.Value),
        };
    }

    /// <summary>Explains one batch. Never lets more than <see cref="ImageBatch.Limit"/> images through the model at once.</summary>
    protected abstract BatchExplanation ExplainBatch(ImageBatch batch);

    /// <summary>Lets another method explain a batch: for methods that wrap one.</summary>
    private protected static BatchExplanation ExplainBatch(Explainer explainer, ImageBatch batch) => explainer.ExplainBatch(batch);

    private static void Require(Tensor images, Target target)
    {
        if (images.dim() < 2 || images.shape[0] == 0 || images.numel() == 0)
            throw new ArgumentException($"Images of shape [{string.Join(", ", images.shape)}] cannot be explained; give [N, C, H, W] with N at least 1.", nameof(images));
        if (!images.is_floating_point())
            throw new ArgumentException($"Images of type {images.dtype} cannot be explained; normalise them to floating-point numbers first.", nameof(images));
        using (NewDisposeScope())
        {
            // A sum is a hundred times as fast as looking at each value, and finite only if all of them are; the reverse is looked up.
            if (!images.sum().isfinite().data<bool>()[0] && !images.isfinite().all().data<bool>()[0])
                throw new ArgumentException("The images hold values that are not finite (NaN or infinity).", nameof(images));
        }
        target.RequireFor(images.shape[0]);
    }

    private static Tensor Join(List<Tensor> parts) => (parts.Count == 1 ? parts[0] : cat(parts, 0)).DetachFromDisposeScope();
}
