using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Relevance.Maps;

/// <summary>The lengths of the axes of an array, without the batch axis. Two shapes are equal if all lengths are.</summary>
/// <param name="lengths">The lengths, the outermost axis first.</param>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public readonly struct Shape(ImmutableArray<int> lengths) : IEquatable<Shape>, IEnumerable<int>
{
    /// <summary>The shape of a single number for each image.</summary>
    public static Shape Scalar { get; } = [1];

    /// <summary>The lengths, the outermost axis first.</summary>
    public ImmutableArray<int> Lengths => lengths.IsDefault ? [] : lengths;

    /// <summary>The number of axes.</summary>
    public int Rank => Lengths.Length;

    /// <summary>
    /// The number of values, the product of the lengths. (Not named Count, since the compiler would take that for the number of elements in a spread such as
    /// [1, .. shape].)
    /// </summary>
    public int Size => Product(Lengths.AsSpan());

    /// <summary>Gets the length of an axis.</summary>
    public int this[int axis] => lengths[axis];

    /// <summary>Gets the shape of the axes after the first <paramref name="axes"/>.</summary>
    public Shape From(int axes) => new(Lengths[axes..]);

    /// <summary>Returns the shape with another length of one axis.</summary>
    public Shape With(int axis, int length) => new(Lengths.SetItem(axis, length));

    /// <summary>Creates a shape from its lengths.</summary>
    public static Shape Of(ReadOnlySpan<int> lengths) => new([.. lengths]);

    /// <summary>The number of values of an array with these lengths.</summary>
    /// <exception cref="OverflowException">There are more than an array can hold.</exception>
    internal static int Product(ReadOnlySpan<int> lengths)
    {
        var product = 1;
        foreach (var length in lengths)
            product = checked(product * length);
        return product;
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => Lengths.AsSpan().SequenceEqual(other.Lengths.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var length in Lengths)
            hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>Writes the lengths, such as <c>6×26×26</c>.</summary>
    public override string ToString() => string.Join('×', Lengths);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether all lengths are equal.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether some lengths differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);
}
