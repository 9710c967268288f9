using System.Collections.Immutable;
using System.Globalization;

namespace Relevance.Maps;

/// <summary>
/// Resizes an axis to a length or by a factor, by the nearest value or by linear interpolation. Rounding and the treatment of the ends are those of PyTorch
/// (<c>torch.nn.Upsample</c>) in float64.
/// </summary>
/// <remarks>
/// Output y reads place x = scale (y + ½) − ½, at least 0, for linear interpolation, and x = ⌊scale · y⌋ for the nearest value. The scale is the input length
/// divided by the output length or, if a factor is given, one over the factor; the two can differ, since the output length is rounded down. With
/// <paramref name="AlignsCorners"/>, x = y (n − 1) / (m − 1) for n inputs and m outputs, so that the first and the last places keep their values.
/// </remarks>
/// <param name="Outputs">The length of the result, at least 1; null if a factor is given.</param>
/// <param name="Factor">The factor of the length; the product is rounded down. Null if the length is given.</param>
/// <param name="IsLinear">Whether values are interpolated linearly; otherwise the nearest value is repeated.</param>
/// <param name="AlignsCorners">Whether the first and the last places keep their values; for linear interpolation only.</param>
/// <param name="ScalesByLengths">Whether the scale is the quotient of the lengths even if a factor is given.</param>
/// <param name="OfImage">Whether the axis is one of two spatial axes. For these, PyTorch finds the nearest value in another way than for one or three: if the
/// output is as long or twice as long as the input, every value is repeated equally often, regardless of the factor; otherwise the scale, not the place, is
/// rounded to float32. (For one and three axes, PyTorch's gradient is computed in this way too, and so does not always match its values.)</param>
public sealed record ResizeAxis(
    int? Outputs = null, double? Factor = null, bool IsLinear = false, bool AlignsCorners = false, bool ScalesByLengths = false, bool OfImage = false) : AxisMap
{
    /// <summary>A weight that differs from 0 or 1 by less is rounding: where a place falls on a value, it has no neighbour.</summary>
    private const double Rounding = 1e-12;

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length)
    {
        if (Outputs is null == Factor is null)
            throw new ArgumentException("An axis is resized either to a length or by a factor.");
        var places = Outputs ?? Math.Floor(length * Factor!.Value);
        if (places is not (>= 1 and <= int.MaxValue))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An axis of {length} cannot be resized to {Outputs ?? Factor}{(Factor is null ? "" : " times its length")}."));
        var outputs = (int)places;
        var even = OfImage && !IsLinear && (outputs == length || outputs == 2 * length);
        var scale = Factor is { } factor && !ScalesByLengths && !even ? 1 / factor : (double)length / outputs;
        return [.. Enumerable.Range(0, outputs).Select(output => IsLinear ? Between(output) : Nearest(output))];

        ImmutableArray<(int, double)> Nearest(int output) => [(Math.Min((int)MathF.Floor(OfImage ? output * (float)scale : (float)(output * scale)), length - 1), 1)];

        ImmutableArray<(int, double)> Between(int output)
        {
            if (outputs == length)
                return [(output, 1)];
            var place = AlignsCorners ? (outputs > 1 ? output * ((length - 1.0) / (outputs - 1)) : 0) : Math.Max(scale * (output + 0.5) - 0.5, 0);
            var first = Math.Min((int)Math.Floor(place), length - 1);
            var share = Math.Min(place - first, 1);
            return first == length - 1 || share < Rounding ? [(first, 1)]
                : share > 1 - Rounding ? [(first + 1, 1)]
                : [(first, 1 - share), (first + 1, share)];
        }
    }
}
