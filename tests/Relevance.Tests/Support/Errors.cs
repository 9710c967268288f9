using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Tests.Support;

/// <summary>Distances between heatmaps.</summary>
internal static class Errors
{
    /// <summary>What stands for the peak of a heatmap of zeros.</summary>
    public const double Least = 1e-300;

    /// <summary>The largest over the images of max|actual − expected| / max|expected|; NaN counts as infinite.</summary>
    public static double Relative<T>(Tensor<T> actual, Tensor<double> expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PerImage(actual, expected).Max();

    public static double[] PerImage<T>(Tensor<T> actual, Tensor<double> expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Lengths.ToArray(), actual.Lengths.ToArray());
        return [.. Enumerable.Range(0, expected.ImageCount).Select(image =>
        {
            var (difference, peak) = (0.0, Least);
            var (own, wanted) = (actual.Image(image).ToArray(), expected.Image(image).ToArray());
            foreach (var (mine, theirs) in own.Zip(wanted))
            {
                var distance = Math.Abs(double.CreateTruncating(mine) - theirs);
                difference = double.IsNaN(distance) ? double.PositiveInfinity : Math.Max(difference, distance);
                peak = Math.Max(peak, Math.Abs(theirs));
            }
            return difference / peak;
        })];
    }
}
