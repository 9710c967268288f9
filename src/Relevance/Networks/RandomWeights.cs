using Relevance.Maps;
using Relevance.Randomness;

namespace Relevance.Networks;

/// <summary>Numbers that could stand in the place of learnt ones.</summary>
internal static class RandomWeights
{
    /// <summary>Normal numbers with the mean and the standard deviation of some weights, of their shape and precision.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="place">The place of the first of them.</param>
    internal static Weights Like(Weights weights, RandomNumbers random, long place)
    {
        var values = weights.ToArray<double>();
        var mean = Sums.Of<double>(values) / values.Length;
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / values.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = mean + deviation * random.Normal(place + i);
        return weights.IsDouble ? Weights.Of(values, weights.Shape) : Weights.Of(Array.ConvertAll(values, value => (float)value), weights.Shape);
    }
}
