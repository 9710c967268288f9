using System.Buffers.Binary;

namespace Relevance.Formats;

/// <summary>
/// The IDX format of the MNIST files, for unsigned bytes: two zero bytes, the type 8, the number of axes, the length of each axis as a big-endian integer of 32
/// bits, then the elements, the last axis running fastest.
/// </summary>
public static class IdxFile
{
    private const byte UnsignedByte = 8;
    private const int LargestRank = 8;

    /// <summary>Reads an array from the bytes of a whole file; the elements are not copied.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="name">The name of the file for error messages.</param>
    /// <exception cref="InvalidDataException">The bytes are not an IDX file of unsigned bytes, or their number does not match the lengths of the
    /// axes.</exception>
    public static IdxArray Parse(ReadOnlyMemory<byte> file, string name)
    {
        var bytes = file.Span;
        if (bytes.Length < 4 || bytes[0] != 0 || bytes[1] != 0)
            throw Invalid(name, "it does not begin as an IDX file does");
        if (bytes[2] != UnsignedByte)
            throw Invalid(name, $"its element type is {bytes[2]}; only unsigned bytes (8) are read");
        int rank = bytes[3];
        if (rank is 0 or > LargestRank)
            throw Invalid(name, $"it has {rank} axes; 1 to {LargestRank} are read");
        var start = 4 + 4 * rank;
        if (bytes.Length < start)
            throw Invalid(name, "it ends within its header");
        var shape = new int[rank];
        long count = 1;
        for (var axis = 0; axis < rank; axis++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 + 4 * axis)..]);
            // An axis of length 0 counts as 1, or the other axes could have any length.
            if (length > Array.MaxLength / count)
                throw Invalid(name, $"its axis {axis} is {length} long, which is too large");
            shape[axis] = (int)length;
            count *= Math.Max(length, 1);
        }
        count = shape.Contains(0) ? 0 : count;
        if (bytes.Length - start != count)
            throw Invalid(name, $"{bytes.Length - start} bytes follow its header; its shape ({string.Join(", ", shape)}) needs {count}");
        return new IdxArray([.. shape], file[start..]);
    }

    /// <summary>Writes an array as the bytes of an IDX file.</summary>
    /// <param name="elements">The elements, the last axis running fastest.</param>
    /// <param name="shape">The length of each axis, at least one.</param>
    /// <exception cref="ArgumentException">The number of elements does not match the shape.</exception>
    public static byte[] ToBytes(ReadOnlySpan<byte> elements, params ReadOnlySpan<int> shape)
    {
        var start = 4 + 4 * shape.Length;
        var bytes = new byte[start + elements.Length];
        bytes[2] = UnsignedByte;
        bytes[3] = (byte)shape.Length;
        for (var axis = 0; axis < shape.Length; axis++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * axis), shape[axis]);
        elements.CopyTo(bytes.AsSpan(start));
        try
        {
            Parse(bytes, "The array");
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException(e.Message, nameof(shape), e);
        }
        return bytes;
    }

    private static InvalidDataException Invalid(string name, string reason) => new($"{name} cannot be read as an IDX file: {reason}.");
}
