using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relevance.Maps;

namespace Relevance;

/// <summary>
/// Reads and creates tensors whose first axis is that of the images: <c>images.Image(3)</c> gets the values of one image, <c>Tensors.Of(values, 10, [1, 28,
/// 28])</c> creates a tensor of ten images.
/// </summary>
public static class Tensors
{
    extension<T>(Tensor<T> tensor)
    {
        /// <summary>The number of images, the length of the first axis.</summary>
        public int ImageCount => (int)tensor.Lengths[0];

        /// <summary>The shape of an image, the lengths of the axes after the first.</summary>
        public Shape ImageShape
        {
            get
            {
                var lengths = new int[tensor.Rank - 1];
                for (var axis = 0; axis < lengths.Length; axis++)
                    lengths[axis] = (int)tensor.Lengths[axis + 1];
                return Shape.Of(lengths);
            }
        }

        /// <summary>All values in memory, the last axis running fastest. The tensor must be dense, as all tensors created by this library are.</summary>
        public Span<T> Values => tensor.IsDense
            ? MemoryMarshal.CreateSpan(ref Unsafe.AsRef(in tensor.GetPinnableReference()), (int)tensor.FlattenedLength)
            : throw new InvalidOperationException("This tensor is a view that does not lie densely in memory; copy it by Tensors.Dense first.");

        /// <summary>Gets the values of an image.</summary>
        public Span<T> Image(int index)
        {
            var length = (int)(tensor.FlattenedLength / tensor.Lengths[0]);
            return tensor.Values.Slice(index * length, length);
        }
    }

    /// <summary>Creates a tensor of given values, which are not copied.</summary>
    /// <param name="values">The values of all images, one after the other.</param>
    /// <param name="images">The number of images.</param>
    /// <param name="shape">The shape of an image.</param>
    /// <exception cref="ArgumentException">The number of values differs from that of the images.</exception>
    public static Tensor<T> Of<T>(T[] values, int images, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == images * shape.Size
            ? Tensor.Create(values, [images, .. shape.Select(length => (nint)length)])
            : throw new ArgumentException($"{values.Length} values are not {images} times {shape}.", nameof(values));
    }

    /// <summary>Creates a tensor of zeros.</summary>
    /// <param name="images">The number of images.</param>
    /// <param name="shape">The shape of an image.</param>
    public static Tensor<T> Zeros<T>(int images, Shape shape) => Of(new T[checked(images * shape.Size)], images, shape);

    /// <summary>Returns the tensor itself if it is dense in memory, otherwise a dense copy.</summary>
    public static Tensor<T> Dense<T>(Tensor<T> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.IsDense)
            return tensor;
        var values = new T[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return Tensor.Create(values, tensor.Lengths);
    }

    /// <summary>Copies a range of images.</summary>
    /// <param name="tensor">All images.</param>
    /// <param name="first">The index of the first image.</param>
    /// <param name="count">The number of images.</param>
    public static Tensor<T> Range<T>(Tensor<T> tensor, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var shape = tensor.ImageShape;
        return Of(tensor.Values.Slice(first * shape.Size, count * shape.Size).ToArray(), count, shape);
    }

    /// <summary>Some images, not copied: for those who only read them.</summary>
    internal static Tensor<T> View<T>(Tensor<T> tensor, int first, int count) =>
        tensor.Slice([first..(first + count), .. Enumerable.Repeat(NRange.All, tensor.Rank - 1)]);

    /// <summary>Concatenates the images of several tensors; a single tensor is returned unchanged.</summary>
    /// <param name="parts">The tensors, at least one, of images of the same shape.</param>
    public static Tensor<T> Join<T>(IReadOnlyList<Tensor<T>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 1)
            return parts[0];
        var joined = Zeros<T>(parts.Sum(part => part.ImageCount), parts[0].ImageShape);
        var place = 0;
        foreach (var part in parts)
        {
            part.Values.CopyTo(joined.Values[place..]);
            place += part.Values.Length;
        }
        return joined;
    }

    /// <summary>Copies the images at given indices.</summary>
    public static Tensor<T> Select<T>(Tensor<T> tensor, IReadOnlyList<int> places)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(places);
        var chosen = Zeros<T>(places.Count, tensor.ImageShape);
        for (var i = 0; i < places.Count; i++)
            tensor.Image(places[i]).CopyTo(chosen.Image(i));
        return chosen;
    }
}
