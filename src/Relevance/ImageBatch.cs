using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance;

/// <summary>The images that a method explains at once on one thread, with all that it may know about them.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ImageBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExplainOptions options;

    internal ImageBatch(Tensor<T> images, IReadOnlyList<int> places, ChooseDirection choose, ExplainOptions options) =>
        (Images, Places, Choose, this.options) = (images, places, choose, options);

    /// <summary>[n, …].</summary>
    public Tensor<T> Images { get; }

    /// <summary>n.</summary>
    public int Count => Images.ImageCount;

    /// <summary>The place of each image among all that are explained; several copies of an image have the same.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>
    /// Given the number of an image in this batch and its scores, chooses the weights of the explained sum. For variants of an image they are those that were
    /// chosen at the image itself.
    /// </summary>
    public ChooseDirection Choose { get; }

    /// <summary>The number of images that should go through the model at once, at least n.</summary>
    public int Limit => Math.Max(options.BatchSize, Count);

    /// <summary>Ends the computation where that was asked for; to be handed to the model.</summary>
    public CancellationToken Cancellation => options.CancellationToken;

    /// <summary>Given the scores of the images, [n, K], the weights of the explained sum, [n, K].</summary>
    public Tensor<T> Direction(Tensor<T> scores) => Directions.Of(scores, Choose);

    /// <summary>Ends the computation where that was asked for; to be called between any two passes through the model.</summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public void ThrowIfCancelled() => Cancellation.ThrowIfCancellationRequested();

    /// <summary>
    /// Computes something for <paramref name="count"/> variants of each image, as many at once as <see cref="Limit"/> allows and on all threads that have
    /// nothing else to do: a single image with all its variants, a full batch variant by variant.
    /// </summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Writes variant v of image i: given v, i, and where its values go, which are 0 at first. May be called from several threads at once.</param>
    /// <param name="direction">The weights of the scores, found at the images themselves: [n, K].</param>
    /// <param name="compute">
    /// What is computed of a batch of variants, whose images are overwritten afterwards; its result has the images as its first axis. May be called from several
    /// threads at once.
    /// </param>
    /// <param name="use">Told v, i and the result for it, variant by variant in order.</param>
    public void ForEachVariant(
        int count, VariantWriter<T> variant, Tensor<T> direction, Func<ImageBatch<T>, Tensor<T>> compute, VariantReader<T> use)
    {
        var (n, shape) = (Count, Images.ImageShape);
        var total = checked(count * n);
        var threads = Math.Clamp(options.Threads, 1, Math.Max(1, total));
        // Room for variants is large, and what made use of it is done when the next are written.
        var rooms = new T[]?[threads];
        var most = Limit > Executable<T>.TileSize ? Limit / Executable<T>.TileSize * Executable<T>.TileSize : Limit;
        try
        {
            for (var first = 0; first < total;)
            {
                // What is left is shared out evenly, in full tiles.
                var share = (total - first + threads - 1) / threads;
                if (share > Executable<T>.TileSize)
                    share = (share + Executable<T>.TileSize - 1) / Executable<T>.TileSize * Executable<T>.TileSize;
                var atOnce = Math.Min(share, most);
                var begin = first;
                var parts = Math.Min(threads, (total - first + atOnce - 1) / atOnce);
                var results = new Tensor<T>[parts];
                SideBySide.For(parts, parts, Cancellation, part =>
                {
                    var start = begin + part * atOnce;
                    var number = Math.Min(atOnce, total - start);
                    var room = rooms[part] ??= ArrayPool<T>.Shared.Rent(checked(atOnce * shape.Size));
                    var variants = Tensor.Create(room, 0, [number, .. Images.Lengths[1..]], []);
                    var places = new int[number];
                    for (var j = 0; j < number; j++)
                    {
                        var (v, i) = Math.DivRem(start + j, n);
                        variants.Image(j).Clear();
                        variant(v, i, variants.Image(j));
                        places[j] = Places[i];
                    }
                    results[part] = compute(new ImageBatch<T>(variants, places, Given(direction, j => (start + j) % n), options with { Threads = 1, Progress = null }));
                });
                for (var part = 0; part < parts; part++)
                {
                    for (var j = 0; j < results[part].ImageCount; j++)
                    {
                        var (v, i) = Math.DivRem(begin + part * atOnce + j, n);
                        use(v, i, results[part].Image(j));
                    }
                }
                first += atOnce * parts;
                // Whatever number of variants the last piece has room for.
                options.Progress?.Report(n * Math.Min(1, (double)first / total));
            }
        }
        finally
        {
            foreach (var room in rooms)
            {
                if (room is not null)
                    ArrayPool<T>.Shared.Return(room);
            }
        }
    }

    /// <summary>Some of the images, for the given weights of their scores.</summary>
    /// <param name="chosen">Their places in this batch.</param>
    /// <param name="direction">The weights of the scores of all images of this batch, [n, K].</param>
    public ImageBatch<T> Select(IReadOnlyList<int> chosen, Tensor<T> direction) => new(
        Tensors.Select(Images, chosen), [.. chosen.Select(place => Places[place])], Given(direction, i => chosen[i]), options);

    /// <summary>Other images in the place of these, one for each, explained for the same classes.</summary>
    /// <param name="images">[n, …].</param>
    /// <param name="direction">The weights of the scores, [n, K].</param>
    public ImageBatch<T> With(Tensor<T> images, Tensor<T> direction) => new(images, Places, Given(direction, i => i), options);

    private static ChooseDirection Given(Tensor<T> direction, Func<int, int> image) => (i, _, chosen) =>
    {
        var own = direction.Image(image(i));
        for (var k = 0; k < chosen.Length; k++)
            chosen[k] = double.CreateTruncating(own[k]);
    };
}

/// <summary>Writes a variant of an image.</summary>
/// <param name="variant">The number of the variant.</param>
/// <param name="image">The number of the image in its batch.</param>
/// <param name="values">Where its values go.</param>
public delegate void VariantWriter<T>(int variant, int image, Span<T> values);

/// <summary>Takes what was computed for a variant of an image.</summary>
/// <param name="variant">The number of the variant.</param>
/// <param name="image">The number of the image in its batch.</param>
/// <param name="result">What was computed.</param>
public delegate void VariantReader<T>(int variant, int image, ReadOnlySpan<T> result);
