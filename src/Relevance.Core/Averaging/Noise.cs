using System.Numerics;
using Relevance.Randomness;

namespace Relevance.Averaging;

/// <summary>Numbers of the standard normal distribution for the values of an image, for each of some samples; drawn in float64, so that both types see the same.</summary>
/// <remarks>Drawing costs more than adding: the first 64 MB or so of the samples are drawn once and kept.</remarks>
internal sealed class Noise<T>(int seed, int samples, int values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostKept = 1 << 24;
    private readonly T[]?[] kept = new T[Math.Min(samples, MostKept / values)][];
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
