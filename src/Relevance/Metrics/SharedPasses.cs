using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Metrics;

/// <summary>
/// Keeps results of the model so that several measures can share them: scores that do not depend on the explanation are shared by all methods, others by all
/// measures of the same explanation. Safe to use from several threads.
/// </summary>
/// <remarks>
/// About ten kilobytes are kept for each image and explanation, as long as this object lives. Results are found again only for the same division into batches,
/// that is, with the same options.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="model">The model whose explanations are judged; all explainers must use this object.</param>
/// <param name="images">The images that are judged; all calls must use this object.</param>
public sealed class SharedPasses<T>(Model model, Tensor<T> images)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConcurrentDictionary<(object Key, Explanation<T>? Explanation, int First, int Count), Entry> entries = new();

    /// <exception cref="ArgumentException">The model or the images are others.</exception>
    internal void RequireFor(Model judged, Tensor<T> given)
    {
        if (!ReferenceEquals(judged, model) || !ReferenceEquals(given, images))
            throw new ArgumentException("Passes can be shared among explanations of one model and one tensor of images; these are of another.");
    }

    /// <summary>What was found before for the same question, or what is computed now.</summary>
    /// <param name="key">The question: a value with all that determines the answer beside the batch.</param>
    /// <param name="explanation">The explanation on which the answer depends; null for none.</param>
    /// <param name="batch">The images, with the weights of their scores.</param>
    /// <param name="compute">Answers it.</param>
    internal TAnswer Get<TAnswer>(object key, Explanation<T>? explanation, EvaluationBatch<T> batch, Func<TAnswer> compute)
        where TAnswer : notnull
    {
        // Asked for another class, the same images have other scores.
        var place = (key, explanation, batch.First, batch.Count);
        if (entries.TryGetValue(place, out var entry) && entry.Weights.AsSpan().SequenceEqual(batch.Weights))
            return (TAnswer)entry.Value;
        var value = compute();
        entries[place] = new(batch.Weights, value);
        return value;
    }

    private sealed record Entry(double[] Weights, object Value);
}
