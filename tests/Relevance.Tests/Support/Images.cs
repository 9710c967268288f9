using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Tests.Support;

/// <summary>Images computed place by place.</summary>
internal static class Images
{
    /// <summary>Images of which every value is a function of the image, the channel, the row and the column.</summary>
    public static Tensor<double> Of(int count, Shape shape, Func<int, int, int, int, double> value)
    {
        var images = Tensors.Zeros<double>(count, shape);
        for (var image = 0; image < count; image++)
        {
            for (var i = 0; i < shape.Size; i++)
                images.Image(image)[i] = value(image, i / (shape[1] * shape[2]), i / shape[2] % shape[1], i % shape[2]);
        }
        return images;
    }

    /// <summary>Images of one value.</summary>
    public static Tensor<double> Full(int count, Shape shape, double value) => Of(count, shape, (_, _, _, _) => value);

    /// <summary>A value of images of rank 3.</summary>
    public static double At(this Tensor<double> images, int image, int channel, int row, int column) =>
        images.Image(image)[(channel * images.ImageShape[1] + row) * images.ImageShape[2] + column];

    /// <summary>The bits of all values.</summary>
    public static byte[] Bits<T>(this Tensor<T> values)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.Values).ToArray();
}
