using Relevance.Formats;

namespace MnistExplanation.Tests.Support;

/// <summary>Arrays that the program wrote.</summary>
internal static class Npy
{
    internal static double[] Read(string path) => NumpyFile.Read(path).ToDoubles();

    /// <summary>What rounding to float32 may move a heatmap of gradient × input or of lrp by, of its largest value: RoundingBound.OfGradients in Relevance.Tests.</summary>
    internal const double RoundingToFloat32 = 3e-5;

    /// <summary>The largest difference between two arrays of images, each relative to the image's peak in the second.</summary>
    internal static double Error(double[] found, double[] expected, int pixels = 784)
    {
        Assert.Equal(expected.Length, found.Length);
        var images = found.Chunk(pixels).Zip(expected.Chunk(pixels));
        return images.Max(pair => pair.First.Zip(pair.Second, (a, b) => Math.Abs(a - b)).Max() / pair.Second.Max(Math.Abs));
    }
}
