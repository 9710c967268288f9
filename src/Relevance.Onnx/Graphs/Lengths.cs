using System.Collections.Immutable;

namespace Relevance.Onnx.Graphs;

/// <summary>Shapes and places as ONNX means them: with negative axes, broadcasting, and row-major order.</summary>
internal static class Lengths
{
    /// <summary>More values than this, of a gigabyte in float32, are a mistake or an attack.</summary>
    private const long Most = 1L << 28;

    /// <summary>How many values a tensor of a shape has.</summary>
    /// <exception cref="GraphException">They are too many, or a length is negative.</exception>
    internal static int Size(ReadOnlySpan<int> lengths)
    {
        var size = 1L;
        foreach (var length in lengths)
        {
            size *= length;
            if (length < 0 || size > Most)
                throw new GraphException($"a tensor of the shape [{string.Join(", ", lengths.ToArray())}] is not possible.");
        }
        return (int)size;
    }

    /// <summary>An axis counted from the front.</summary>
    /// <exception cref="GraphException">There is no such axis.</exception>
    internal static int Axis(long axis, int rank)
    {
        var counted = axis < 0 ? axis + rank : axis;
        return counted >= 0 && counted < rank ? (int)counted : throw new GraphException($"there is no axis {axis} among {rank}.");
    }

    /// <summary>The shape that results when arrays are repeated along axes of length 1, or missing in front, to fit each other.</summary>
    internal static ImmutableArray<int> Broadcast(ImmutableArray<int> a, ImmutableArray<int> b)
    {
        var rank = Math.Max(a.Length, b.Length);
        return [.. Enumerable.Range(0, rank).Select(axis => (At(a, axis), At(b, axis)) switch
        {
            (1, var length) => length,
            (var length, 1) => length,
            (var x, var y) when x == y => x,
            _ => throw new GraphException($"[{string.Join(", ", a)}] and [{string.Join(", ", b)}] do not fit each other."),
        })];

        int At(ImmutableArray<int> lengths, int axis) => axis < rank - lengths.Length ? 1 : lengths[axis - (rank - lengths.Length)];
    }

    /// <summary>For each place of a broadcast array the place in the original.</summary>
    internal static int[] BroadcastPlaces(ImmutableArray<int> from, ImmutableArray<int> to)
    {
        var strides = Strides(from);
        var missing = to.Length - from.Length;
        return Places(to, place => Enumerable.Range(0, from.Length).Sum(axis => from[axis] == 1 ? 0 : place[axis + missing] * strides[axis]));
    }

    /// <summary>Runs through the places of a shape, the last axis fastest.</summary>
    /// <param name="lengths">The shape.</param>
    /// <param name="source">Given a place, what is wanted of it.</param>
    internal static int[] Places(ImmutableArray<int> lengths, Func<int[], int> source)
    {
        var found = new int[Size(lengths.AsSpan())];
        var place = new int[lengths.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = source(place);
            for (var axis = lengths.Length - 1; axis >= 0 && ++place[axis] == lengths[axis]; axis--)
                place[axis] = 0;
        }
        return found;
    }

    /// <summary>How far apart neighbours along each axis are in the flattened array.</summary>
    internal static int[] Strides(ImmutableArray<int> lengths)
    {
        var strides = new int[lengths.Length];
        var stride = 1;
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= lengths[axis];
        }
        return strides;
    }

    /// <summary>The places along an axis that Slice takes: from start to end, by steps, cut off at the ends of the axis.</summary>
    internal static int[] Slice(int length, long start, long end, long step)
    {
        if (step == 0)
            throw new GraphException("a slice has steps of 0.");
        // Backwards, an end far below 0 means: up to and with the first place.
        var (low, high) = step > 0 ? (0L, (long)length) : (-1L, length - 1L);
        start = Math.Clamp(FromFront(start), 0, high);
        end = Math.Clamp(FromFront(end), low, high);
        var places = new List<int>();
        for (var place = start; step > 0 ? place < end : place > end; place += step)
            places.Add((int)place);
        return [.. places];

        long FromFront(long place) => place < 0 && place > long.MinValue / 2 ? place + length : place;
    }

    /// <summary>The shape that Reshape makes: 0 keeps a length, −1 is what remains.</summary>
    internal static ImmutableArray<int> Reshape(ImmutableArray<int> from, long[] wanted, bool allowsZero)
    {
        var lengths = wanted.Select((length, axis) => length == 0 && !allowsZero
            ? axis < from.Length ? from[axis] : throw new GraphException($"[{string.Join(", ", from)}] has no axis {axis} to keep.")
            : length).ToArray();
        var size = from.Aggregate(1L, (product, length) => product * length);
        var known = lengths.Where(length => length >= 0).Aggregate(1L, (product, length) => product * length);
        var free = lengths.Count(length => length == -1);
        if (free > 1 || lengths.Any(length => length < -1) || (free == 1 ? known == 0 || size % known != 0 : known != size))
            throw new GraphException($"[{string.Join(", ", from)}] cannot become [{string.Join(", ", wanted)}].");
        return [.. lengths.Select(length => (int)(length == -1 ? size / known : length))];
    }
}
