using System.Numerics;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using Relevance.Imaging;
using Relevance.Maps;

namespace Relevance.Tool.Models;

/// <summary>Images to explain.</summary>
/// <param name="Shape">The shape of one, [channels, rows, columns].</param>
/// <param name="Pixels">The bytes of all, each channel after channel, row by row; 0 is black.</param>
/// <param name="Names">What to call each.</param>
/// <param name="Labels">The true class of each, or null if unknown.</param>
/// <param name="Indices">The place of each in a data set, or null if they are not from one.</param>
internal sealed record ImageSet(Shape Shape, ReadOnlyMemory<byte> Pixels, IReadOnlyList<string> Names, IReadOnlyList<int>? Labels = null, IReadOnlyList<int>? Indices = null)
{
    internal int Count => Names.Count;

    /// <summary>What figures call an image, short enough to stand below it: "test image 247", or the name of its file.</summary>
    internal string Caption(int image)
    {
        const int Longest = 16;
        if (Indices is { } indices)
            return $"test image {indices[image]}";
        var name = Names[image];
        if (int.TryParse(name, out _))
            return $"image {name}";
        return name.Length <= Longest ? name : $"{name[..(Longest - 7)]}…{name[^6..]}";
    }

    /// <summary>The bytes of one image.</summary>
    internal ReadOnlyMemory<byte> this[int image] => Pixels.Slice(image * Shape.Size, Shape.Size);

    /// <summary>SHA-256 of all pixels.</summary>
    internal string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Pixels.Span));

    /// <summary>The inputs of a network for all of them.</summary>
    internal Tensor<T> ToTensor<T>(Normalization normalization)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ToTensor<T>(normalization, 0, Count);

    /// <summary>The inputs of a network for some of them.</summary>
    internal Tensor<T> ToTensor<T>(Normalization normalization, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => normalization.ToTensor<T>(Pixels.Slice(first * Shape.Size, count * Shape.Size).Span, count, Shape);

    /// <summary>One image in grey, the mean of its channels, for a picture.</summary>
    internal Map Map(int image)
    {
        var bytes = this[image].Span;
        var values = new float[Shape[1] * Shape[2]];
        for (var i = 0; i < bytes.Length; i++)
            values[i % values.Length] += bytes[i];
        return new(Shape[2], Shape[1], Array.ConvertAll(values, value => value / (255f * Shape[0])));
    }

    /// <summary>The mean of the pixels at the border of an image, from 0 for black to 1 for white.</summary>
    internal double BorderOf(int image)
    {
        var bytes = this[image].Span;
        var (rows, columns) = (Shape[1], Shape[2]);
        var (sum, count) = (0L, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i / columns % rows is var y && i % columns is var x && y > 0 && y < rows - 1 && x > 0 && x < columns - 1)
                continue;
            sum += bytes[i];
            count++;
        }
        return sum / (255.0 * count);
    }

    /// <summary>Some of the images, in that order.</summary>
    internal ImageSet Select(IReadOnlyList<int> images)
    {
        var pixels = new byte[images.Count * Shape.Size];
        for (var i = 0; i < images.Count; i++)
            this[images[i]].CopyTo(pixels.AsMemory(i * Shape.Size));
        return new(Shape, pixels, [.. images.Select(image => Names[image])], Labels is null ? null : [.. images.Select(image => Labels[image])], Indices is null ? null : [.. images.Select(image => Indices[image])]);
    }

    /// <summary>A black image, where a method needs images and what it computes does not depend on which.</summary>
    internal static ImageSet Black(Shape shape) => new(shape, new byte[shape.Size], ["black"]);
}
