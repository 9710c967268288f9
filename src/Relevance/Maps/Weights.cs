using System.Numerics;

namespace Relevance.Maps;

/// <summary>
/// The learnt numbers of a layer: an immutable array of float32 or float64, with a function such as the positive part that is applied to each number when it is
/// read.
/// </summary>
/// <remarks>Parts of weights are views: w⁺ of a matrix shares the memory of the matrix.</remarks>
public sealed class Weights : IEquatable<Weights>
{
    private readonly float[]? singles;
    private readonly double[]? doubles;
    private readonly WeightPart part;
    private readonly Weights? next;

    private Weights(float[]? singles, double[]? doubles, Shape shape, WeightPart part = WeightPart.All, Weights? next = null)
    {
        (this.singles, this.doubles, Shape, this.part, this.next) = (singles, doubles, shape, part, next);
        var count = next is null ? singles?.Length ?? doubles!.Length : shape.Size;
        if (count != shape.Size)
            throw new ArgumentException($"{count} weights do not fill the shape {shape}, which has {shape.Size}.");
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The number of weights.</summary>
    public int Count => Shape.Size;

    /// <summary>The function that is applied to each number.</summary>
    public WeightPart Part => part;

    /// <summary>Whether the numbers are stored as float64.</summary>
    public bool IsDouble => doubles is not null;

    /// <summary>Creates weights of float32; the values are copied.</summary>
    /// <param name="values">The values, the last axis the innermost.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static Weights Of(ReadOnlySpan<float> values, Shape shape) => new(values.ToArray(), null, shape);

    /// <summary>Creates weights of float64; the values are copied.</summary>
    /// <param name="values">The values, the last axis the innermost.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static Weights Of(ReadOnlySpan<double> values, Shape shape) => new(null, values.ToArray(), shape);

    /// <summary>Gets the weight at a place of the flattened array.</summary>
    public double this[int place] => part.Of(next is null ? singles is null ? doubles![place] : singles[place] : next[place]);

    /// <summary>Returns a view of these weights through a function of each.</summary>
    public Weights Take(WeightPart part) => part == WeightPart.All ? this : new(singles, doubles, Shape, part, this);

    /// <summary>Returns the same values with another shape.</summary>
    /// <exception cref="ArgumentException">The shape has a different number of values.</exception>
    public Weights Reshape(Shape shape) => shape == Shape ? this : shape.Size == Count ? new(singles, doubles, shape, part, next) : throw new ArgumentException($"{Shape} cannot become {shape}.");

    /// <summary>Computes new weights of float64 from each of these.</summary>
    /// <param name="function">Computes the new weight from the place in the flattened array and the old weight.</param>
    public Weights Select(Func<int, double, double> function)
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = function(i, this[i]);
        return new(null, values, Shape);
    }

    /// <summary>Copies all weights into a new array.</summary>
    public T[] ToArray<T>()
        where T : unmanaged, INumberBase<T>
    {
        var values = new T[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(this[i]);
        return values;
    }

    /// <summary>Whether both are the same function of the same array in memory; arrays are not compared by their numbers.</summary>
    public bool Equals(Weights? other) => other is not null && (ReferenceEquals(this, other) ||
        (part == other.part && Shape == other.Shape && ReferenceEquals(singles, other.singles) && ReferenceEquals(doubles, other.doubles) && Equals(next, other.next)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Weights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine((object?)singles ?? doubles, part, Shape);
}
