namespace Relevance.Formats;

/// <summary>
/// Reads and writes NumPy's .npy files: unsigned bytes, signed integers and floating-point numbers, little-endian, in C order.
/// </summary>
public static class NumpyFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The .npy file.</param>
    /// <exception cref="InvalidDataException">The file is not a .npy file of a supported type, or its length does not match its shape.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static NumpyArray Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads an array from the stream's position to its end.</summary>
    /// <param name="stream">A seekable stream, so that its length can be checked before memory is allocated.</param>
    /// <param name="name">The name of the source for error messages.</param>
    /// <exception cref="InvalidDataException">The content is not a .npy file of a supported type, or its length does not match its shape.</exception>
    public static NumpyArray Read(Stream stream, string name)
    {
        try
        {
            var header = NumpyHeader.Read(stream);
            var count = header.CountElements()
                ?? throw new InvalidDataException($"its shape ({string.Join(", ", header.Shape)}) is too large");
            var expected = (long)count * header.ElementSize;
            var found = stream.Length - stream.Position;
            if (found != expected)
                throw new InvalidDataException(
                    $"{found} bytes follow its header; its shape ({string.Join(", ", header.Shape)}) of {header.ElementType} needs {expected}");
            var data = new byte[expected];
            stream.ReadExactly(data);
            return new NumpyArray(header.ElementType, header.Shape, data);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name} cannot be read as a NumPy array: {e.Message}.", e);
        }
    }

    /// <summary>Writes a file atomically: readers see either the old file or the new one.</summary>
    /// <typeparam name="T"><see cref="byte"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The .npy file; its folder is created if missing.</param>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The length of each axis; none for a single number.</param>
    /// <exception cref="ArgumentException">The number of values does not match the shape, or the type is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (new NumpyHeader(ElementTypeOf<T>(), shape.ToArray()) is var header && header.CountElements() != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill the shape ({string.Join(", ", header.Shape)}).", nameof(shape));
        using var file = new NumpyWriter<T>(path, shape);
        file.Write(values);
        file.Commit();
    }

    internal static NumpyElementType ElementTypeOf<T>() => default(T) switch
    {
        byte => NumpyElementType.UInt8,
        int => NumpyElementType.Int32,
        long => NumpyElementType.Int64,
        float => NumpyElementType.Float32,
        double => NumpyElementType.Float64,
        _ => throw new ArgumentException($".npy files here do not hold {typeof(T).Name}."),
    };
}
