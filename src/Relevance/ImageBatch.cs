using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance;

/// <summary>The images that a method explains at once on one thread, with the information about them that it may use.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ImageBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExplainOptions options;

    internal ImageBatch(Tensor<T> images, IReadOnlyList<int> places, ChooseDirection choose, ExplainOptions options) =>
        (Images, Places, Choose, this.options) = (images, places, choose, options);

    /// <summary>The images, [n, …].</summary>
    public Tensor<T> Images { get; }

    /// <summary>The number n of images.</summary>
    public int Count => Images.ImageCount;

    /// <summary>The index of each image among all that are explained; copies of an image have the same index.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>
    /// Chooses the weights of the explained sum of scores, given the index of an image in this batch and its scores. For variants of an image, the weights are
    /// those chosen for the image itself.
    /// </summary>
    public ChooseDirection Choose { get; }

    /// <summary>The number of images that should go through the model at once, at least n.</summary>
    public int Limit => Math.Max(options.BatchSize, Count);

    /// <summary>The cancellation token; pass it to the model.</summary>
    public CancellationToken Cancellation => options.CancellationToken;

    /// <summary>Computes the weights of the explained sum, [n, K], from the scores of the images, [n, K].</summary>
    public Tensor<T> Direction(Tensor<T> scores) => Directions.Of(scores, Choose);

    /// <summary>Throws if cancellation was requested; call it between any two passes through the model.</summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public void ThrowIfCancelled() => Cancellation.ThrowIfCancellationRequested();

    /// <summary>
    /// Runs a computation for <paramref name="count"/> variants of each image, at most <see cref="Limit"/> at once, using idle threads too: for a single image
    /// all variants together, for a full batch one variant of all images at a time.
    /// </summary>
    /// <param name="count">The number of variants of each image.</param>
    /// <param name="variant">Writes the values, which are 0 at first, of variant v of image i. May be called from several threads at once.</param>
    /// <param name="direction">The weights of the scores, found at the images themselves: [n, K].</param>
    /// <param name="compute">The computation for a batch of variants. The first axis of its result is that of the images, which are overwritten afterwards. May
    /// be called from several threads at once.</param>
    /// <param name="use">Receives v, i and the result for that variant, in the order of the variants.</param>
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

    /// <summary>Creates a batch of some of these images, with given weights of their scores.</summary>
    /// <param name="chosen">The indices of the chosen images in this batch.</param>
    /// <param name="direction">The weights of the scores of all images of this batch, [n, K].</param>
    public ImageBatch<T> Select(IReadOnlyList<int> chosen, Tensor<T> direction) => new(
        Tensors.Select(Images, chosen), [.. chosen.Select(place => Places[place])], Given(direction, i => chosen[i]), options);

    /// <summary>Creates a batch with other images in place of these, one for each, with given weights of their scores.</summary>
    /// <param name="images">The other images, [n, …].</param>
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
/// <param name="values">The values to write.</param>
public delegate void VariantWriter<T>(int variant, int image, Span<T> values);

/// <summary>Receives the result computed for a variant of an image.</summary>
/// <param name="variant">The number of the variant.</param>
/// <param name="image">The number of the image in its batch.</param>
/// <param name="result">The result.</param>
public delegate void VariantReader<T>(int variant, int image, ReadOnlySpan<T> result);
