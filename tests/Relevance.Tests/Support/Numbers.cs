using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Tests.Support;

/// <summary>Arithmetic of float64 tensors, place by place.</summary>
internal static class Numbers
{
    public static Tensor<double> One(params double[] values) => Tensors.Of(values, 1, [values.Length]);

    public static Tensor<double> Each(this Tensor<double> tensor, Func<double, double> function) =>
        Tensors.Of([.. tensor.Values.ToArray().Select(function)], tensor.ImageCount, tensor.ImageShape);

    public static Tensor<double> With(this Tensor<double> x, Tensor<double> y, Func<double, double, double> function)
    {
        Assert.Equal(x.Lengths.ToArray(), y.Lengths.ToArray());
        return Tensors.Of([.. x.Values.ToArray().Zip(y.Values.ToArray(), function)], x.ImageCount, x.ImageShape);
    }

    public static Tensor<double> As(this Tensor<double> tensor, Shape shape) => Tensors.Of(tensor.Values.ToArray(), tensor.ImageCount, shape);

    public static double Total(this Tensor<double> tensor) => tensor.Values.ToArray().Sum();

    public static double Peak(this Tensor<double> tensor) => tensor.Values.ToArray().Max(Math.Abs);
}
