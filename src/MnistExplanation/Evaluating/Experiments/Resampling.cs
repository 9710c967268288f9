namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Bootstrap intervals of means: between which bounds the mean lies for other images of the same kind.</summary>
/// <remarks>The percentile method: B. Efron, R. Tibshirani, An introduction to the bootstrap, 1993, chapter 13.</remarks>
internal static class Resampling
{
    private const int Samples = 10_000;

    /// <summary>The interval that leaves a share <paramref name="outside"/> of the resampled means outside, half on each side.</summary>
    /// <param name="values">One per image, at least one.</param>
    /// <param name="outside">Such as 0.05 for 95 %.</param>
    /// <param name="seed">Determines which images are drawn.</param>
    internal static (double Low, double High) Interval(IReadOnlyList<double> values, double outside, int seed)
    {
        double[] drawn = [.. values];
        var random = new Random(seed);
        var means = new double[Samples];
        for (var sample = 0; sample < Samples; sample++)
        {
            var sum = 0.0;
            for (var i = 0; i < drawn.Length; i++)
                sum += drawn[random.Next(drawn.Length)];
            means[sample] = sum / drawn.Length;
        }
        Array.Sort(means);
        var cut = (int)Math.Floor(outside / 2 * Samples);
        return (means[cut], means[Samples - 1 - cut]);
    }
}
