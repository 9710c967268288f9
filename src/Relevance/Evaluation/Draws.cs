using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>Random numbers of each image.</summary>
internal static class Draws
{
    /// <summary>For each image a value for each of its inputs.</summary>
    /// <param name="randoms">One per image.</param>
    /// <param name="imageShape">The shape of an image.</param>
    /// <param name="draw">Draws one value.</param>
    /// <returns>[n, C, H, W] in float64.</returns>
    internal static Tensor Each(Random[] randoms, long[] imageShape, Func<Random, double> draw)
    {
        var size = (int)imageShape.Aggregate(1L, (product, length) => product * length);
        var values = new double[randoms.Length * size];
        for (var i = 0; i < values.Length; i++)
            values[i] = draw(randoms[i / size]);
        return tensor(values, [randoms.Length, .. imageShape], ScalarType.Float64);
    }

    /// <summary>A standard normal number.</summary>
    /// <remarks>Source: Box and Muller, A note on the generation of random normal deviates, 1958.</remarks>
    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>The first of the numbers 0 to <paramref name="numbers"/>.Length − 1 in random order; the array is only reordered.</summary>
    internal static ReadOnlySpan<int> Some(Random random, int[] numbers, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var other = random.Next(i, numbers.Length);
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }
        return numbers.AsSpan(0, count);
    }
}
