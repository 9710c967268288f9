using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Gradients;

/// <summary>
/// Resizes an axis by linear interpolation between the two nearest places; two such axes are bilinear interpolation. Places are centres of pixels, as in
/// PyTorch's <c>interpolate</c> with <c>align_corners=False</c>; beyond the centres at the border their values go on.
/// </summary>
/// <param name="Outputs">The new length.</param>
internal sealed record BilinearAxis(int Outputs) : AxisMap
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<(int Place, double Weight)>> Rows(int length) => [.. Enumerable.Range(0, Outputs).Select(output =>
    {
        var place = Math.Clamp((output + 0.5) * length / Outputs - 0.5, 0, length - 1);
        var left = (int)place;
        var share = place - left;
        return share == 0 ? ImmutableArray.Create((left, 1.0)) : [(left, 1 - share), (left + 1, share)];
    })];
}
