using System.Runtime.InteropServices;

namespace Relevance.Formats;

/// <summary>Writes a .npy file part by part, so that not all of it need be in memory. Readers see the whole of it, once it is complete, or nothing.</summary>
/// <typeparam name="T"><see cref="byte"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NumpyWriter<T> : IDisposable
    where T : unmanaged
{
    private readonly AtomicFile file;
    private readonly long[] shape;
    private long missing;

    /// <summary>Begins a file; its folder is created if missing.</summary>
    /// <param name="path">The .npy file.</param>
    /// <param name="shape">The length of each axis; none for a single number.</param>
    /// <exception cref="ArgumentException">.npy files here do not hold the type, or a length is negative.</exception>
    /// <exception cref="OverflowException">The file would have more elements than there are numbers for them.</exception>
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
    /// <exception cref="ArgumentException">They are more than the shape has room for.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(ReadOnlySpan<T> values)
    {
        if (values.Length > missing)
            throw new ArgumentException($"{values.Length - missing} values more than fill the shape ({string.Join(", ", shape)}).", nameof(values));
        file.Stream.Write(MemoryMarshal.AsBytes(values));
        missing -= values.Length;
    }

    /// <summary>Puts the complete file in its place.</summary>
    /// <exception cref="InvalidOperationException">Elements are missing.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Commit()
    {
        if (missing > 0)
            throw new InvalidOperationException($"{missing} values are missing to fill the shape ({string.Join(", ", shape)}).");
        file.Commit();
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose() => file.Dispose();
}
