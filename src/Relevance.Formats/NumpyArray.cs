using System.Runtime.InteropServices;

namespace Relevance.Formats;

/// <summary>An array as stored in a .npy file: a shape and elements in C order (the last axis varies fastest). Immutable.</summary>
public sealed class NumpyArray
{
    private readonly long[] shape;
    private readonly byte[] data;

    internal NumpyArray(NumpyElementType elementType, long[] shape, byte[] data)
    {
        ElementType = elementType;
        this.shape = shape;
        this.data = data;
    }

    /// <summary>The type of the elements in the file.</summary>
    public NumpyElementType ElementType { get; }

    /// <summary>The length of each axis, a copy; empty for a single number.</summary>
    public long[] Shape => [.. shape];

    /// <summary>The number of elements.</summary>
    public int Count => ElementType switch
    {
        NumpyElementType.UInt8 => data.Length,
        NumpyElementType.Int32 or NumpyElementType.Float32 => data.Length / 4,
        _ => data.Length / 8,
    };

    /// <summary>Converts the elements from any type to double precision. Integers beyond 2⁵³ are rounded.</summary>
    public double[] ToDoubles() => ElementType switch
    {
        NumpyElementType.UInt8 => Convert<byte, double>(v => v),
        NumpyElementType.Int32 => Convert<int, double>(v => v),
        NumpyElementType.Int64 => Convert<long, double>(v => v),
        NumpyElementType.Float32 => Convert<float, double>(v => v),
        _ => Convert<double, double>(v => v),
    };

    /// <summary>Converts the elements from any type to single precision, rounding to the nearest.</summary>
    public float[] ToSingles() => ElementType switch
    {
        NumpyElementType.UInt8 => Convert<byte, float>(v => v),
        NumpyElementType.Int32 => Convert<int, float>(v => v),
        NumpyElementType.Int64 => Convert<long, float>(v => v),
        NumpyElementType.Float32 => Convert<float, float>(v => v),
        _ => Convert<double, float>(v => (float)v),
    };

    /// <summary>Converts the elements from any integer type to 64-bit integers.</summary>
    /// <exception cref="InvalidDataException">The elements are floating-point numbers.</exception>
    public long[] ToLongs() => ElementType switch
    {
        NumpyElementType.UInt8 => Convert<byte, long>(v => v),
        NumpyElementType.Int32 => Convert<int, long>(v => v),
        NumpyElementType.Int64 => Convert<long, long>(v => v),
        _ => throw new InvalidDataException($"The array holds {ElementType}; integers are needed."),
    };

    /// <summary>Copies the elements, which must be unsigned bytes.</summary>
    /// <exception cref="InvalidDataException">The elements are of another type.</exception>
    public byte[] ToBytes() => AsBytes().ToArray();

    /// <summary>Gets the elements, which must be unsigned bytes, without copying them.</summary>
    /// <exception cref="InvalidDataException">The elements are of another type.</exception>
    public ReadOnlyMemory<byte> AsBytes() => ElementType == NumpyElementType.UInt8
        ? data
        : throw new InvalidDataException($"The array holds {ElementType}; unsigned bytes (uint8) are needed.");

    private TTo[] Convert<TFrom, TTo>(Func<TFrom, TTo> convert)
        where TFrom : unmanaged
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(data);
        var to = new TTo[from.Length];
        for (var i = 0; i < to.Length; i++)
            to[i] = convert(from[i]);
        return to;
    }
}
