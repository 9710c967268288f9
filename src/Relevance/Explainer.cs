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

    /// <summary>The method's parameters by name; values are numbers, booleans or strings.</summary>
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
        Tensor images, Target? target, ExplainOptions? options, Func<Tensor, Func<Tensor, Tensor>, (Tensor Scores, Tensor Relevance)> explainBatch)
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
        List<Tensor> relevance = [], scores = [], directions = [];
        for (long first = 0; first < count; first += options.BatchSize)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            var batch = images.narrow(0, first, Math.Min(options.BatchSize, count - first)).to(Model.ElementType).contiguous();
            Tensor? direction = null;
            var start = first;
            // A copy, for a target may keep what it returns, while an explanation frees what it holds; in the outer scope at once, in case the rest fails.
            var (batchScores, batchRelevance) = explainBatch(batch, s =>
            {
                direction = target.Direction(s, start).clone().DetachFromDisposeScope();
                scope.Attach(direction);
                return direction;
            });
            relevance.Add(batchRelevance.MoveToOuterDisposeScope());
            scores.Add(batchScores.MoveToOuterDisposeScope());
            directions.Add(direction!);
            options.Progress?.Report(first + batch.shape[0]);
        }
        // The native side knows only addresses: the weights must not be collected during the last batch.
        GC.KeepAlive(this);
        return new Explanation(Name, Parameters, target, Join(relevance), Join(scores), Join(directions));
    }

    /// <summary>Explains one batch.</summary>
    /// <param name="images">[n, C, H, W] of the model's type.</param>
    /// <param name="direction">Given the scores [n, K], the weights of the explained sum, [n, K]; to be called exactly once.</param>
    /// <returns>The scores [n, K] and the relevance, of the images' shape.</returns>
    protected abstract (Tensor Scores, Tensor Relevance) ExplainBatch(Tensor images, Func<Tensor, Tensor> direction);

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
