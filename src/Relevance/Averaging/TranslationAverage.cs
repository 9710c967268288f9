using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Averaging;

/// <summary>
/// Translation average: R*(x) = mean over shifts τ of τ⁻¹ R(τ(x)). Explains shifted copies of each image by any method and shifts what it finds back.
/// </summary>
/// <remarks>
/// Shifts are whole pixels in a square around zero; what comes in at the border is the background; each pixel is divided by the number of shifts that
/// keep it in the image. It removes the trace of the grid of poolings and strides. A sum of relevance is kept only as far as no relevance lies
/// where shifts lose it. Each copy is explained for the class of its original. Units: those of the wrapped method. Source: Montavon, Samek, Müller,
/// Methods for interpreting and understanding deep neural networks, 2018, section 7.
/// </remarks>
public sealed class TranslationAverage : WrappingExplainer
{
    private readonly double background;
    private readonly int radius;

    /// <summary>Prepares the method.</summary>
    /// <param name="explainer">The method that is wrapped.</param>
    /// <param name="background">The value of the background in normalised units, such as that of a black pixel.</param>
    /// <param name="radius">The largest shift r in pixels along either axis, at least 0: (2r + 1)² shifts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative, or the background not finite.</exception>
    public TranslationAverage(Explainer explainer, double background, int radius = 2) : base(explainer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        if (!double.IsFinite(background))
            throw new ArgumentOutOfRangeException(nameof(background), background, "The background is a finite value in the model's normalised units.");
        (this.background, this.radius) = (background, radius);
        OwnParameters = new Dictionary<string, object> { ["radius"] = radius, ["background"] = background };
    }

    /// <inheritdoc/>
    public override string Name => "translation-average";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object> OwnParameters { get; }

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var images = batch.Images;
        if (images.dim() != 4 || radius >= Math.Min(images.shape[2], images.shape[3]))
            throw new ArgumentException($"Images of shape [{string.Join(", ", images.shape)}] cannot be shifted by {radius} pixels; give [N, C, H, W] larger than that.");
        Tensor? direction = null;
        // The unshifted image, which is one of them, says whose score is explained.
        var (scores, unshifted, _) = ExplainWrapped(batch.With(s => direction = batch.Direction(s)));
        if (!unshifted.shape.AsSpan(2).SequenceEqual(images.shape.AsSpan(2)))
            throw new ArgumentException("Only relevance of the pixels can be shifted back; explain without a hidden layer.");
        var sum = unshifted.clone();
        var shares = ones([1, 1, .. images.shape[2..]], images.dtype);
        var one = ones([1, 1, 1, 1], images.dtype);
        Shift[] shifts =
        [
            .. from down in Enumerable.Range(-radius, (2 * radius) + 1)
               from right in Enumerable.Range(-radius, (2 * radius) + 1)
               where (down, right) != (0, 0)
               select new Shift(down, right),
        ];
        batch.ForEachVariant(shifts.Length, i => Shifted(images, shifts[i]), direction!, variants => ExplainWrapped(variants).Relevance, (i, relevance) =>
        {
            shifts[i].Source(sum).Increase(shifts[i].Destination(relevance));
            shifts[i].Source(shares).Increase(one);
        });
        return new(scores, sum / shares);
    }

    private Tensor Shifted(Tensor images, Shift shift)
    {
        var shifted = full_like(images, Scalars.Of(background));
        shift.Destination(shifted).copy_(shift.Source(images));
        return shifted;
    }

    /// <summary>A shift by whole pixels; pixel (y, x) goes to (y + Down, x + Right).</summary>
    private readonly record struct Shift(int Down, int Right)
    {
        /// <summary>The part of an image that stays in it.</summary>
        internal Tensor Source(Tensor image) => Part(image, -Down, -Right);

        /// <summary>Where that part goes.</summary>
        internal Tensor Destination(Tensor image) => Part(image, Down, Right);

        private static Tensor Part(Tensor image, int top, int left) => image
            .narrow(2, Math.Max(0, top), image.shape[2] - Math.Abs(top))
            .narrow(3, Math.Max(0, left), image.shape[3] - Math.Abs(left));
    }
}
