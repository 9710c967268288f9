using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>Distances between heatmaps.</summary>
internal static class Errors
{
    /// <summary>The largest over the images of max|actual − expected| / max|expected|; NaN counts as infinite.</summary>
    public static double Relative(Tensor actual, Tensor expected) => PerImage(actual, expected).Max();

    public static double[] PerImage(Tensor actual, Tensor expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var wanted = expected.to(ScalarType.Float64).flatten(1);
        var errors = (actual.to(ScalarType.Float64).flatten(1) - wanted).abs().amax([1]) / wanted.abs().amax([1]).clamp_min(1e-300);
        return [.. errors.data<double>().Select(error => double.IsNaN(error) ? double.PositiveInfinity : error)];
    }
}
