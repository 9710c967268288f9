using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Metrics;

/// <summary>
/// Base class of the measures that judge explanations by one number for each image. Immutable; safe to use from several threads; changes neither the model nor
/// the explainer.
/// </summary>
/// <remarks>
/// Measures that change the image follow the score that was explained, with the weights of the sum of scores found at the image itself. Random numbers depend
/// on the seed and the index of the image, so that results do not depend on the batch size or the number of threads.
/// </remarks>
public abstract class Measure
{
    /// <summary>The measure's name in kebab case, such as <c>selectivity</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The title for tables and figures.</summary>
    public abstract string Title { get; }

    /// <summary>The meaning of the values in one line.</summary>
    public abstract string Meaning { get; }

    /// <summary>The property of explanations that the measure judges.</summary>
    public abstract Aspect Aspect { get; }

    /// <summary>Whether higher or lower values are better.</summary>
    public abstract Better Better { get; }

    /// <summary>The cost for each image in forward passes and explanations, not counting the explanation that is judged; a phrase.</summary>
    public abstract string Cost { get; }

    /// <summary>The measure's parameters by name; values are numbers, booleans or strings.</summary>
    public virtual IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object>();

    /// <summary>Explains images and judges the explanations.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="explainer">The method to judge.</param>
    /// <param name="images">[N, …] in the model's normalised units; N at least 1; every value finite.</param>
    /// <param name="target">Selects the score to explain; null for that of the predicted class.</param>
    /// <param name="options">Batch size, threads, progress, cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException">The images do not fit the model, the target or the measure.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public MeasureResult Evaluate<T>(Explainer explainer, Tensor<T> images, Target? target = null, ExplainOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(explainer);
        return Evaluate(explainer, images, explainer.Explain(images, target, (options ?? ExplainOptions.Default) with { Progress = null }), options);
    }

    /// <summary>Judges existing explanations, so that several measures can share them.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="explainer">The method to judge.</param>
    /// <param name="images">[N, …] in the model's normalised units.</param>
    /// <param name="explanation">The explanations of these images by <paramref name="explainer"/>.</param>
    /// <param name="options">Batch size, threads, progress, cancellation; null for the defaults.</param>
    /// <param name="shared">Keeps results of the model that several measures need; null to compute everything anew. Values do not depend on it.</param>
    /// <exception cref="ArgumentException">The images do not fit the explanation or the measure, or <paramref name="shared"/> is for other images or another
    /// model.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public MeasureResult Evaluate<T>(
        Explainer explainer, Tensor<T> images, Explanation<T> explanation, ExplainOptions? options = null, SharedPasses<T>? shared = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(explanation);
        shared?.RequireFor(explainer.Model, images);
        if (!explanation.Relevance.Lengths.SequenceEqual(images.Lengths))
        {
            throw new ArgumentException(
                $"Measures judge relevance of the pixels: the images have shape [{Text(images)}], the relevance [{Text(explanation.Relevance)}].", nameof(explanation));
        }
        images = Tensors.Dense(images);
        var measure = Start<T>(explainer, images.ImageShape);
        var effort = new Effort();
        var parts = Batches.Compute(images.ImageCount, explainer.Model.ComputesSideBySide, options ?? ExplainOptions.Default, (first, count, within) =>
        {
            var batch = new EvaluationBatch<T>(explainer, images, explanation, first, count, within, effort, shared);
            return WithoutFailures(batch, measure(batch));
        });
        return Join(parts) with { Passes = effort.Passes, Explanations = effort.Explanations };

        static string Text(Tensor<T> tensor) => string.Join(", ", tensor.Lengths.ToArray());
    }

    /// <summary>
    /// Prepares the measure for images of a shape and returns the function that judges a batch, which may be called from several threads at once.
    /// </summary>
    /// <param name="explainer">The method to judge.</param>
    /// <param name="imageShape">The shape of one image.</param>
    protected abstract Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private static BatchMeasurement WithoutFailures<T>(EvaluationBatch<T> batch, BatchMeasurement found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (found.Values.Length != batch.Count || found.Curves.Any(curve => curve.Values.Length != batch.Count))
            throw new InvalidOperationException($"A measure did not find a value for each of the {batch.Count} images of a batch.");
        for (var i = 0; i < found.Values.Length; i++)
        {
            if (!batch.IsFinite[i])
                found.Values[i] = Measured.None("The relevance is not finite.");
            else if (found.Values[i].Failure is null && !(double.IsFinite(found.Values[i].Value) && found.Curves.All(curve => curve.Values[i].All(double.IsFinite))))
                found.Values[i] = Measured.None("The value is not finite.");
        }
        return found;
    }

    private MeasureResult Join(BatchMeasurement[] parts)
    {
        Measured[] all = [.. parts.SelectMany(part => part.Values)];
        var curves = parts[0].Curves.Select((curve, number) => new MeasureCurve(
            curve.Name, curve.Axis, curve.Steps, [.. parts.SelectMany(part => part.Curves[number].Values).Select((row, image) => all[image].Failure is null ? row : null)]));
        return new(Name, Better, Parameters,
            [.. all.Select(measured => measured.Failure is null ? measured.Value : (double?)null)],
            [.. all.Index().Where(pair => pair.Item.Failure is not null).Select(pair => new MeasureFailure(pair.Index, pair.Item.Failure!))])
        {
            Curves = [.. curves],
        };
    }
}
