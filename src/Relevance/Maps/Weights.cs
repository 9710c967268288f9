using System.Numerics;

namespace Relevance.Maps;

/// <summary>The numbers that a layer has learnt: an immutable array of float32 or float64, and which part of each number is meant.</summary>
/// <remarks>Parts of weights are views: w⁺ of a matrix is the matrix and the function, computed where it is read, so that rules cost no memory.</remarks>
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

    /// <summary>How many there are.</summary>
    public int Count => Shape.Size;

    /// <summary>Which part of each number is meant.</summary>
    public WeightPart Part => part;

    /// <summary>Whether they are known to float64's precision.</summary>
    public bool IsDouble => doubles is not null;

    /// <summary>Weights of float32; the values are copied.</summary>
    /// <param name="values">The values, the last axis the innermost.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static Weights Of(ReadOnlySpan<float> values, Shape shape) => new(values.ToArray(), null, shape);

    /// <summary>Weights of float64; the values are copied.</summary>
    /// <param name="values">The values, the last axis the innermost.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static Weights Of(ReadOnlySpan<double> values, Shape shape) => new(null, values.ToArray(), shape);

    /// <summary>The weight at a place of the flattened array.</summary>
    public double this[int place] => part.Of(next is null ? singles is null ? doubles![place] : singles[place] : next[place]);

    /// <summary>A part of each of these weights.</summary>
    public Weights Take(WeightPart part) => part == WeightPart.All ? this : new(singles, doubles, Shape, part, this);

    /// <summary>The same values as another shape.</summary>
    /// <exception cref="ArgumentException">The shape has another number of values.</exception>
    public Weights Reshape(Shape shape) => shape == Shape ? this : shape.Size == Count ? new(singles, doubles, shape, part, next) : throw new ArgumentException($"{Shape} cannot become {shape}.");

    /// <summary>New weights of float64, computed from each of these.</summary>
    /// <param name="function">Given the place in the flattened array and the weight.</param>
    public Weights Select(Func<int, double, double> function)
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = function(i, this[i]);
        return new(null, values, Shape);
    }

    /// <summary>All of them in a new array.</summary>
    public T[] ToArray<T>()
        where T : unmanaged, INumberBase<T>
    {
        var values = new T[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(this[i]);
        return values;
    }

    /// <summary>Whether both are the same part of the same array; not whether two arrays hold the same numbers.</summary>
    public bool Equals(Weights? other) => other is not null && (ReferenceEquals(this, other) ||
        (part == other.part && Shape == other.Shape && ReferenceEquals(singles, other.singles) && ReferenceEquals(doubles, other.doubles) && Equals(next, other.next)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Weights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine((object?)singles ?? doubles, part, Shape);
}
