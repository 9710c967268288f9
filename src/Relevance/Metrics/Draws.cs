using System.Numerics.Tensors;
using Relevance.Randomness;

namespace Relevance.Metrics;

/// <summary>Numbers for each value of an image: random ones, or given ones in their place.</summary>
/// <param name="given">[samples, N, …]; null for random ones.</param>
/// <param name="random">The random numbers of the image.</param>
/// <param name="sample">Which of several draws.</param>
/// <param name="image">The place of the image among all.</param>
/// <param name="values">How many values it has.</param>
internal readonly ref struct Draws(Tensor<double>? given, RandomNumbers random, int sample, int image, int values)
{
    private readonly ReadOnlySpan<double> given = given is null ? default : given.Image(sample).Slice(image * values, values);
    private readonly RandomNumbers random = random;
    private readonly long first = (long)sample * values;

    /// <summary>The number given for a value; null if none is.</summary>
    internal double? Given(int value) => given.IsEmpty ? null : given[value];

    /// <summary>A number from 0 to 1.</summary>
    internal double Uniform(int value) => random.Uniform(first + value);

    /// <summary>Writes a number for each value: those given, else normal numbers times a deviation.</summary>
    internal void Write(double deviation, Span<double> values)
    {
        if (!given.IsEmpty)
        {
            given.CopyTo(values);
            return;
        }
        for (var i = 0; i < values.Length; i += 2)
        {
            var (one, another) = random.Normals(first + i);
            values[i] = deviation * one;
            if (i + 1 < values.Length)
                values[i + 1] = deviation * another;
        }
    }
}
