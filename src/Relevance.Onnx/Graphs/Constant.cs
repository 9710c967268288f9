using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Onnx.Graphs;

/// <summary>The kinds of numbers that constants of a graph hold here.</summary>
internal enum NumberKind
{
    /// <summary>32-bit floating point; float16 and bfloat16 are widened to it, which loses nothing.</summary>
    Single,

    /// <summary>64-bit floating point.</summary>
    Double,

    /// <summary>Whole numbers of any width, and truth values as 0 and 1.</summary>
    Whole,
}

/// <summary>A tensor whose values are known before the network runs: a weight, a shape, an axis.</summary>
internal sealed class Constant
{
    private readonly float[]? singles;
    private readonly double[]? doubles;
    private readonly long[]? wholes;

    private Constant(ImmutableArray<int> lengths, float[]? singles, double[]? doubles, long[]? wholes)
    {
        (Lengths, this.singles, this.doubles, this.wholes) = (lengths, singles, doubles, wholes);
        var size = lengths.Aggregate(1L, (product, length) => product * length);
        if (size != Count)
            throw new GraphException($"A tensor of the shape [{string.Join(", ", lengths)}] holds {Count} numbers instead of {size}.");
    }

    /// <summary>The lengths of the axes; none for a single number.</summary>
    internal ImmutableArray<int> Lengths { get; }

    internal int Count => singles?.Length ?? doubles?.Length ?? wholes!.Length;

    internal NumberKind Kind => singles is not null ? NumberKind.Single : doubles is not null ? NumberKind.Double : NumberKind.Whole;

    /// <summary>The number at a place of the flattened tensor.</summary>
    internal double this[int place] => singles is not null ? singles[place] : doubles is not null ? doubles[place] : wholes![place];

    internal static Constant Of(float[] values, ImmutableArray<int> lengths) => new(lengths, values, null, null);

    internal static Constant Of(double[] values, ImmutableArray<int> lengths) => new(lengths, null, values, null);

    internal static Constant Of(long[] values, ImmutableArray<int> lengths) => new(lengths, null, null, values);

    /// <summary>Whole numbers in a row.</summary>
    internal static Constant Of(params IEnumerable<int> values)
    {
        long[] all = [.. values.Select(value => (long)value)];
        return Of(all, [all.Length]);
    }

    /// <summary>Numbers of a kind, rounded to it.</summary>
    internal static Constant Of(NumberKind kind, double[] values, ImmutableArray<int> lengths) => kind switch
    {
        NumberKind.Single => Of(Array.ConvertAll(values, value => (float)value), lengths),
        NumberKind.Double => Of(values, lengths),
        _ => Of(Array.ConvertAll(values, value => (long)value), lengths),
    };

    /// <summary>The same numbers as another shape.</summary>
    internal Constant Reshape(ImmutableArray<int> lengths) => new(lengths, singles, doubles, wholes);

    /// <summary>A tensor of some of these numbers.</summary>
    /// <param name="places">Their places in this one, flattened.</param>
    /// <param name="lengths">The shape of the result.</param>
    internal Constant Take(int[] places, ImmutableArray<int> lengths) => new(
        lengths,
        singles is null ? null : Array.ConvertAll(places, place => singles[place]),
        doubles is null ? null : Array.ConvertAll(places, place => doubles[place]),
        wholes is null ? null : Array.ConvertAll(places, place => wholes[place]));

    /// <summary>The whole number at a place.</summary>
    internal long Whole(int place) => wholes is not null ? wholes[place] : throw new GraphException("Whole numbers are expected here, not floating point.");

    /// <summary>All of them as whole numbers.</summary>
    internal long[] ToWholes() => wholes is not null ? [.. wholes] : throw new GraphException("Whole numbers are expected here, not floating point.");

    /// <summary>All of them.</summary>
    internal double[] ToArray()
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = this[i];
        return values;
    }

    /// <summary>The same as weights of a layer.</summary>
    internal Weights ToWeights(Shape shape) => singles is not null ? Weights.Of(singles, shape) : Weights.Of(ToArray(), shape);
}
