using static TorchSharp.torch;

namespace Relevance;

/// <summary>The images that a method explains at once, with all that it may know about them.</summary>
public sealed class ImageBatch
{
    private readonly Func<Tensor, Tensor> direction;

    internal ImageBatch(Tensor images, long[] places, Func<Tensor, Tensor> direction, ExplainOptions options) =>
        (Images, Places, this.direction, Options) = (images, places, direction, options);

    /// <summary>[n, C, H, W], of the model's type.</summary>
    public Tensor Images { get; }

    /// <summary>n.</summary>
    public long Count => Images.shape[0];

    /// <summary>The place of each image among all that are explained; several copies of an image have the same.</summary>
    public IReadOnlyList<long> Places { get; }

    /// <summary>The number of images that may go through the model at once, at least n.</summary>
    public int Limit => (int)Math.Max(Options.BatchSize, Count);

    internal ExplainOptions Options { get; }

    /// <summary>Given the scores of the images, [n, K], the weights of the explained sum, [n, K]. To be called exactly once.</summary>
    public Tensor Direction(Tensor scores) => direction(scores);

    /// <summary>Ends the computation where that was asked for; to be called between any two passes through the model.</summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public void ThrowIfCancelled() => Options.CancellationToken.ThrowIfCancellationRequested();

    /// <summary>
    /// Computes something for <paramref name="count"/> variants of each image, as many at once as <see cref="Limit"/> allows: a single image
    /// with all its variants, a full batch variant by variant.
    /// </summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Makes variant v of all images, [n, C, H, W].</param>
    /// <param name="direction">The weights of the scores, found at the images themselves: [n, K].</param>
    /// <param name="compute">What is computed of a batch of variants; its result has the batch axis first.</param>
    /// <param name="use">Told v and the result for it, [n, …], in the order of v.</param>
    internal void ForEachVariant(int count, Func<int, Tensor> variant, Tensor direction, Func<ImageBatch, Tensor> compute, Action<int, Tensor> use)
    {
        var atOnce = (int)Math.Max(1, Limit / Count);
        for (var first = 0; first < count; first += atOnce)
        {
            ThrowIfCancelled();
            using var scope = NewDisposeScope();
            var number = Math.Min(atOnce, count - first);
            var results = compute(Stack([.. Enumerable.Range(first, number).Select(variant)], direction));
            for (var i = 0; i < number; i++)
                use(first + i, results.narrow(0, i * Count, Count));
        }
    }

    /// <summary>Some of the images, for the given weights of their scores.</summary>
    /// <param name="chosen">Their places in this batch.</param>
    /// <param name="chosenDirection">The weights of the scores of the chosen images.</param>
    internal ImageBatch Select(IReadOnlyList<long> chosen, Tensor chosenDirection) => new(
        Images.index_select(0, tensor(chosen.ToArray())), [.. chosen.Select(place => Places[(int)place])], _ => chosenDirection, Options);

    /// <summary>The same images, with another way to find the weights of their scores.</summary>
    internal ImageBatch With(Func<Tensor, Tensor> otherDirection) => new(Images, [.. Places], otherDirection, Options);

    /// <summary>Variants of the images, one behind the other, each explained for the same weights as its original.</summary>
    private ImageBatch Stack(Tensor[] variants, Tensor direction)
    {
        // Repeated here and not when asked for: it must outlive the scope of whoever asks.
        var repeated = variants.Length == 1 ? direction : direction.repeat([variants.Length, 1]);
        return new(variants.Length == 1 ? variants[0] : cat(variants, 0), [.. variants.SelectMany(_ => Places)], _ => repeated, Options);
    }
}
