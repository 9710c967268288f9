using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Averaging;

/// <summary>
/// Translation average: R*(x) = mean over shifts τ of τ⁻¹ R(τ(x)). Explains shifted copies of each image by any method and shifts the explanations back.
/// </summary>
/// <remarks>
/// The shifts are whole pixels in a square around zero. Pixels that enter at the border have the value of the background. Each pixel's sum is divided by the
/// number of shifts that keep the pixel in the image. Averaging removes the grid pattern that poolings and strides leave in an explanation. The sum of
/// relevance is preserved only if no relevance lies near the border, where shifts lose it. Each copy is explained for the class of its original. Units: those
/// of the wrapped method. Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 7.
/// </remarks>
public sealed class TranslationAverage : WrappingExplainer
{
    private readonly ChannelValues background;
    private readonly int radius;

    /// <summary>Creates the method.</summary>
    /// <param name="explainer">The method to wrap.</param>
    /// <param name="background">The value of the background in normalised units, such as that of a black pixel: one for all channels or one for each.</param>
    /// <param name="radius">The largest shift r in pixels along either axis, at least 0; there are (2r + 1)² shifts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative.</exception>
    public TranslationAverage(Explainer explainer, ChannelValues background, int radius = 2) : base(explainer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        ArgumentNullException.ThrowIfNull(background);
        (this.background, this.radius) = (background, radius);
        OwnParameters = new Dictionary<string, object> { ["radius"] = radius, ["background"] = Shifts.Parameter(background) };
    }

    /// <inheritdoc/>
    public override string Name => "translation-average";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object> OwnParameters { get; }

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var shape = batch.Images.ImageShape;
        if (shape.Rank != 3 || radius >= Math.Min(shape[1], shape[2]))
            throw new ArgumentException($"Images of shape [{string.Join(", ", batch.Images.Lengths.ToArray())}] cannot be shifted by {radius} pixels; give [N, C, H, W] larger than that.");
        var (height, width) = (shape[1], shape[2]);
        var outside = background.Over(shape).ToArray<T>();
        // The unshifted image, which is one of them, says whose score is explained.
        var (scores, unshifted) = ExplainWrapped(batch);
        var ofRelevance = unshifted.ImageShape;
        if (ofRelevance.Rank != 3 || ofRelevance.From(1) != shape.From(1))
            throw new ArgumentException("Only relevance of the pixels can be shifted back; explain without a hidden layer.");
        var sums = Tensors.Range(unshifted, 0, batch.Count);
        Shift[] shifts =
        [
            .. from down in Enumerable.Range(-radius, 2 * radius + 1)
               from right in Enumerable.Range(-radius, 2 * radius + 1)
               where (down, right) != (0, 0)
               select new Shift(down, right, height, width),
        ];
        batch.ForEachVariant(shifts.Length, Copy, batch.Direction(scores), copies => ExplainWrapped(copies).Relevance, ShiftBack);
        DivideByShifts(sums, height, width);
        return new(scores, sums);

        void Copy(int number, int image, Span<T> copy) =>
            Shifts.Write(batch.Images.Image(image), shape, shifts[number].Down, shifts[number].Right, outside, copy);

        void ShiftBack(int number, int image, ReadOnlySpan<T> relevance)
        {
            var shift = shifts[number];
            var sum = sums.Image(image);
            for (var row = 0; row < ofRelevance[0] * shift.Rows; row++)
                Spans.Add(sum.Slice(shift.Source(row), shift.Columns), relevance.Slice(shift.Destination(row), shift.Columns));
        }
    }

    /// <summary>Divides each pixel by the number of shifts that keep it in the image.</summary>
    private void DivideByShifts<T>(Tensor<T> sums, int height, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = sums.Values;
        for (var i = 0; i < values.Length; i++)
            values[i] /= T.CreateTruncating(Along(i / width % height, height) * Along(i % width, width));

        int Along(int place, int length) => Math.Min(radius, place) + 1 + Math.Min(radius, length - 1 - place);
    }

    /// <summary>A shift by whole pixels; pixel (y, x) goes to (y + Down, x + Right).</summary>
    private readonly record struct Shift(int Down, int Right, int Height, int Width)
    {
        /// <summary>The rows of a channel that stay in it.</summary>
        internal int Rows => Height - Math.Abs(Down);

        /// <summary>The columns that stay.</summary>
        internal int Columns => Width - Math.Abs(Right);

        /// <summary>Where in the image the part of a row begins that stays; rows of all channels are counted.</summary>
        internal int Source(int row) => Start(row, -Down, -Right);

        /// <summary>Where that part goes.</summary>
        internal int Destination(int row) => Start(row, Down, Right);

        private int Start(int row, int top, int left) =>
            (row / Rows * Height + row % Rows + Math.Max(0, top)) * Width + Math.Max(0, left);
    }
}
