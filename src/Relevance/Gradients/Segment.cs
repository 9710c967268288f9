using System.Numerics;

namespace Relevance.Gradients;

/// <summary>The straight way between two images.</summary>
internal static class Segment
{
    /// <summary>Writes the point start + t (end − start).</summary>
    internal static void Write<T>(ReadOnlySpan<T> start, ReadOnlySpan<T> end, double t, Span<T> point)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var place = T.CreateTruncating(t);
        for (var i = 0; i < point.Length; i++)
            point[i] = start[i] + place * (end[i] - start[i]);
    }
}
