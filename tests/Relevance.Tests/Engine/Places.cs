namespace Relevance.Tests.Engine;

/// <summary>Indices of arrays of any rank.</summary>
internal static class Places
{
    /// <summary>All places of an array, the last axis running fastest.</summary>
    public static IEnumerable<int[]> Of(IReadOnlyList<int> lengths)
    {
        var count = lengths.Aggregate(1, (product, length) => product * length);
        for (var flat = 0; flat < count; flat++)
        {
            var place = new int[lengths.Count];
            for (var (axis, rest) = (lengths.Count - 1, flat); axis >= 0; axis--)
                (rest, place[axis]) = Math.DivRem(rest, lengths[axis]);
            yield return place;
        }
    }

    /// <summary>Where a place lies in the flattened array; −1 if it lies outside.</summary>
    public static int Flat(IReadOnlyList<int> place, IReadOnlyList<int> lengths)
    {
        var flat = 0;
        for (var axis = 0; axis < lengths.Count; axis++)
        {
            if (place[axis] < 0 || place[axis] >= lengths[axis])
                return -1;
            flat = flat * lengths[axis] + place[axis];
        }
        return flat;
    }
}
