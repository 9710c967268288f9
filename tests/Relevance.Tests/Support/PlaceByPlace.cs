using System.Numerics.Tensors;

namespace Relevance.Tests.Support;

/// <summary>Arrays computed from others, place by place.</summary>
internal static class PlaceByPlace
{
    /// <summary>A function of each value.</summary>
    public static Tensor<double> Map(this Tensor<double> tensor, Func<double, double> function) =>
        Tensors.Of([.. tensor.Values.ToArray().Select(function)], tensor.ImageCount, tensor.ImageShape);

    /// <summary>A function of the values of two arrays; where the second is a single image it is that of all images.</summary>
    public static Tensor<double> Map(this Tensor<double> tensor, Tensor<double> other, Func<double, double, double> function)
    {
        var theirs = other.Values.ToArray();
        return Tensors.Of([.. tensor.Values.ToArray().Select((value, i) => function(value, theirs[i % theirs.Length]))], tensor.ImageCount, tensor.ImageShape);
    }

    /// <summary>One image of many.</summary>
    public static Tensor<double> Only(this Tensor<double> tensor, int image) => Tensors.Range(tensor, image, 1);
}
