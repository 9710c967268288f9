using System.Runtime.InteropServices;

namespace Relevance.Formats;

/// <summary>Writes a .npy file part by part, so that the whole need not be in memory. The file appears under its name only when it is complete.</summary>
/// <typeparam name="T"><see cref="byte"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NumpyWriter<T> : IDisposable
    where T : unmanaged
{
    private readonly AtomicFile file;
    private readonly long[] shape;
    private long missing;

    /// <summary>Starts writing a file; its folder is created if missing.</summary>
    /// <param name="path">The .npy file.</param>
    /// <param name="shape">The length of each axis; none for a single number.</param>
    /// <exception cref="ArgumentException">The type is not supported, or a length is negative.</exception>
    /// <exception cref="OverflowException">The number of elements is too large for a 64-bit integer.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public NumpyWriter(string path, params ReadOnlySpan<long> shape)
    {
        var header = new NumpyHeader(NumpyFile.ElementTypeOf<T>(), this.shape = shape.ToArray());
        foreach (var length in header.Shape)
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(shape));
        // More than one array in memory could hold.
        missing = header.Shape.Aggregate(1L, (count, length) => checked(count * length));
        file = AtomicFile.Create(path);
        file.Stream.Write(header.ToBytes());
    }

    /// <summary>Writes the next elements, in C order.</summary>
    /// <exception cref="ArgumentException">There are more elements than the shape allows.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(ReadOnlySpan<T> values)
    {
        if (values.Length > missing)
            throw new ArgumentException($"{values.Length - missing} values more than fill the shape ({string.Join(", ", shape)}).", nameof(values));
        file.Stream.Write(MemoryMarshal.AsBytes(values));
        missing -= values.Length;
    }

    /// <summary>Completes the file and moves it to its final path.</summary>
    /// <exception cref="InvalidOperationException">Elements are missing.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Commit()
    {
        if (missing > 0)
            throw new InvalidOperationException($"{missing} values are missing to fill the shape ({string.Join(", ", shape)}).");
        file.Commit();
    }

    /// <summary>Deletes the temporary file unless it was committed.</summary>
    public void Dispose() => file.Dispose();
}
