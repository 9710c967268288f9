using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Tests.Support;

/// <summary>Arrays of float64 computed from others, place by place, and figures of them.</summary>
internal static class Numbers
{
    /// <summary>One vector.</summary>
    public static Tensor<double> One(params double[] values) => Tensors.Of(values, 1, [values.Length]);

    /// <summary>A function of each value.</summary>
    public static Tensor<double> Map(this Tensor<double> tensor, Func<double, double> function) =>
        Tensors.Of([.. tensor.Values.ToArray().Select(function)], tensor.ImageCount, tensor.ImageShape);

    /// <summary>A function of the values of two arrays of images alike; where the second is a single image it is that of all images.</summary>
    public static Tensor<double> Map(this Tensor<double> tensor, Tensor<double> other, Func<double, double, double> function)
    {
        Assert.Equal(tensor.ImageShape, other.ImageShape);
        Assert.True(other.ImageCount == 1 || other.ImageCount == tensor.ImageCount);
        var theirs = other.Values.ToArray();
        return Tensors.Of([.. tensor.Values.ToArray().Select((value, i) => function(value, theirs[i % theirs.Length]))], tensor.ImageCount, tensor.ImageShape);
    }

    /// <summary>The values in another type of numbers.</summary>
    public static Tensor<T> To<T>(this Tensor<double> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tensors.Of([.. tensor.Values.ToArray().Select(T.CreateTruncating)], tensor.ImageCount, tensor.ImageShape);

    /// <summary>The values in float64.</summary>
    public static Tensor<double> Widened<T>(this Tensor<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tensors.Of([.. tensor.Values.ToArray().Select(double.CreateTruncating)], tensor.ImageCount, tensor.ImageShape);

    /// <summary>The values in images of another shape.</summary>
    public static Tensor<double> As(this Tensor<double> tensor, Shape shape) => Tensors.Of(tensor.Values.ToArray(), tensor.ImageCount, shape);

    /// <summary>One image of many.</summary>
    public static Tensor<double> Only(this Tensor<double> tensor, int image) => Tensors.Range(tensor, image, 1);

    /// <summary>The sum of all values.</summary>
    public static double Total(this Tensor<double> tensor) => tensor.Values.ToArray().Sum();

    /// <summary>The largest magnitude.</summary>
    public static double Largest(this Tensor<double> values) => values.Values.ToArray().Max(Math.Abs);
}
