using System.Numerics;

namespace Relevance.Tests.Support;

/// <summary>Explanations that are the same to the bit.</summary>
internal static class Same
{
    public static void Explanation<T>(Explanation<T> expected, Explanation<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Relevance.Lengths.ToArray(), actual.Relevance.Lengths.ToArray());
        Assert.True(expected.Relevance.Bits().AsSpan().SequenceEqual(actual.Relevance.Bits()));
        Assert.Equal(expected.Scores.Bits(), actual.Scores.Bits());
        Assert.Equal(expected.Direction.Bits(), actual.Direction.Bits());
        Assert.Equal(expected.StandardErrors is null, actual.StandardErrors is null);
        if (expected.StandardErrors is not null)
            Assert.True(expected.StandardErrors.Bits().AsSpan().SequenceEqual(actual.StandardErrors!.Bits()));
        Assert.Equal(expected.Diagnostics, actual.Diagnostics);
        Assert.Equal(expected.TotalRelevances, actual.TotalRelevances);
    }
}
