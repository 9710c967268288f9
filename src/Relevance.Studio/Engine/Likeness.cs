namespace Relevance.Studio.Engine;

/// <summary>
/// Whether an image is like a digit at all. A classifier names one of its classes whatever it is shown, often with a high probability, so this is asked of the
/// image alone. Three measures, with bounds from the 9,900 digits of MNIST's test set that are not among the examples inside the program: 62 of them (0.6 %) are called unlike.
/// </summary>
/// <param name="examples">Pictures of the kind.</param>
internal sealed class Likeness(StudioExamples examples)
{
    /// <summary>Less ink, in full pixels, is hardly any: half of what the faintest digit has (22).</summary>
    internal const double LeastInk = 11;

    /// <summary>A square of so many pixels a side, all of them at least half ink, is a blob: five digits in 9,900 have one.</summary>
    internal const int SolidSide = 9;

    /// <summary>An image whose likeness to the most similar example is smaller has another shape: of 57 digits in 9,900 it is.</summary>
    internal const double LeastLikeness = 0.64;

    private const int Side = StudioModel.Side;

    private readonly Lazy<double[][]> blurredExamples = new(() => [.. Enumerable.Range(0, examples.Count).Select(place => Blurred(Inputs.ToIntensities(examples[place].Span)))]);

    /// <summary>In what an image is unlike a digit: <c>faint</c>, <c>solid</c> or <c>shape</c>; null if it may be one.</summary>
    internal string? Unlike(double[] image) =>
        Ink(image) < LeastInk ? "faint"
        : Solid(image) >= SolidSide ? "solid"
        : Nearest(image) < LeastLikeness ? "shape"
        : null;

    /// <summary>The side of the largest square whose pixels are all at least half ink.</summary>
    internal static int Solid(double[] image)
    {
        // The largest square that ends in a pixel is one longer than the smallest of those that end above, to the left and between.
        var sides = new int[image.Length];
        for (var i = 0; i < image.Length; i++)
        {
            if (image[i] >= 0.5)
                sides[i] = 1 + (i < Side || i % Side == 0 ? 0 : Math.Min(sides[i - 1], Math.Min(sides[i - Side], sides[i - Side - 1])));
        }
        return sides.Max();
    }

    /// <summary>The cosine between the image and the example that is most like it, both blurred, so that a thin line is like a thick one.</summary>
    internal double Nearest(double[] image)
    {
        var blurred = Blurred(image);
        return blurredExamples.Value.Max(digit => Cosine(blurred, digit));
    }

    private static double Ink(double[] image)
    {
        var ink = 0.0;
        foreach (var value in image)
            ink += value;
        return ink;
    }

    /// <summary>In one order on every machine, which no vectorised sum promises, so that an image is called unlike everywhere or nowhere.</summary>
    private static double Cosine(double[] a, double[] b)
    {
        var (product, ofA, ofB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
            (product, ofA, ofB) = (product + a[i] * b[i], ofA + a[i] * a[i], ofB + b[i] * b[i]);
        return product / Math.Sqrt(ofA * ofB);
    }

    /// <summary>Weights 1 2 1 in both directions, over 16; nothing lies beyond the edge.</summary>
    private static double[] Blurred(double[] image)
    {
        var across = new double[image.Length];
        for (var i = 0; i < image.Length; i++)
            across[i] = (2 * image[i]) + (i % Side > 0 ? image[i - 1] : 0) + (i % Side < Side - 1 ? image[i + 1] : 0);
        var blurred = new double[image.Length];
        for (var i = 0; i < image.Length; i++)
            blurred[i] = ((2 * across[i]) + (i >= Side ? across[i - Side] : 0) + (i < image.Length - Side ? across[i + Side] : 0)) / 16;
        return blurred;
    }
}
