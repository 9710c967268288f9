namespace Relevance.Formats;

/// <summary>The supported element types of .npy files, all little-endian.</summary>
public enum NumpyElementType
{
    /// <summary><c>|u1</c>: unsigned bytes.</summary>
    UInt8,

    /// <summary><c>&lt;i4</c>: signed integers of 32 bits.</summary>
    Int32,

    /// <summary><c>&lt;i8</c>: signed integers of 64 bits.</summary>
    Int64,

    /// <summary><c>&lt;f4</c>: IEEE 754 single precision.</summary>
    Float32,

    /// <summary><c>&lt;f8</c>: IEEE 754 double precision.</summary>
    Float64,
}
