using System.Numerics;
using Relevance.Randomness;

namespace Relevance.Averaging;

/// <summary>Numbers of the standard normal distribution for the values of an image, for each of some samples; drawn in float64, so that both types see the same.</summary>
/// <remarks>Drawing costs more than adding: the first 16 million numbers are drawn once and kept.</remarks>
/// <param name="seed">The seed of the numbers.</param>
/// <param name="samples">How many samples there are.</param>
/// <param name="values">The number of values of an image.</param>
/// <param name="mostKept">The most numbers that are kept.</param>
internal sealed class Noise<T>(int seed, int samples, int values, int mostKept = 1 << 24)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[]?[] kept = new T[Math.Min(samples, mostKept / values)][];
    private readonly ThreadLocal<(int Sample, T[]? Values)> last = new();

    /// <summary>The numbers of a sample. Safe to call from several threads at once.</summary>
    internal ReadOnlySpan<T> Of(int sample)
    {
        if (sample < kept.Length)
            return kept[sample] ??= Draw(sample);
        if (last.Value is not (var number, { } drawn) || number != sample)
            last.Value = (sample, drawn = Draw(sample));
        return drawn;
    }

    private T[] Draw(int sample)
    {
        var random = new RandomNumbers(seed, sample);
        var drawn = new T[values];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = T.CreateTruncating(random.Normal(i));
        return drawn;
    }
}
