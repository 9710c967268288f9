using System.Text.Json.Nodes;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What is compared: a method with its value for each image.</summary>
/// <param name="Title">What figures call it.</param>
/// <param name="Values">One per image; null where there is none.</param>
/// <param name="Favoured">Whether the paper found it better than those that it does not favour.</param>
internal sealed record Contestant(string Title, IReadOnlyList<double?> Values, bool Favoured)
{
    /// <summary>The mean over the images that have a value.</summary>
    internal double Mean => Values.Average() ?? double.NaN;

    /// <summary>How many images have no value.</summary>
    internal int Failures => Values.Count(value => value is null);

    /// <summary>The 95 % interval of the mean over images.</summary>
    internal (double Low, double High) Interval(int seed) => Resampling.Interval([.. Values.OfType<double>()], 0.05, seed);

    internal JsonObject ToJson(int seed)
    {
        var (low, high) = Interval(seed);
        return new() { ["title"] = Title, ["mean"] = Mean, ["low"] = low, ["high"] = high, ["failures"] = Failures };
    }
}
