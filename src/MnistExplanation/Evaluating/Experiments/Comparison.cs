using MnistExplanation.Console;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What is known of a claimed difference.</summary>
internal enum Outcome
{
    /// <summary>It is there.</summary>
    Holds,

    /// <summary>There is one in the other direction.</summary>
    Reversed,

    /// <summary>The images do not decide it.</summary>
    Open,
}

/// <summary>A claim that something is better than something else, and by how much it is, on average over the images.</summary>
/// <param name="Better">What is claimed to be better.</param>
/// <param name="Worse">Than what.</param>
/// <param name="Advantage">The mean advantage; positive where the claim is right.</param>
/// <param name="Low">The lower end of its confidence interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Agreement">Whether the mean advantage has the same sign in every repetition, such as networks of several seeds.</param>
/// <param name="Images">How many images have a value of both.</param>
internal sealed record Comparison(string Better, string Worse, double Advantage, double Low, double High, bool Agreement, int Images)
{
    /// <summary>Fewer images decide nothing: resampled, they are too often alike.</summary>
    private const int Fewest = 10;

    /// <summary>What is known: an interval on one side of zero decides, where there are images enough and all repetitions agree.</summary>
    internal Outcome Outcome => !Agreement || Images < Fewest ? Outcome.Open : Low > 0 ? Outcome.Holds : High < 0 ? Outcome.Reversed : Outcome.Open;

    /// <summary>Compares image by image.</summary>
    /// <param name="better">What is claimed to be better.</param>
    /// <param name="worse">Than what.</param>
    /// <param name="betterValues">Its values, [repetitions][images]; null for an image without one.</param>
    /// <param name="worseValues">Those of the other, of the same images.</param>
    /// <param name="lowerIsBetter">Whether low values are good ones.</param>
    /// <param name="comparisons">How many comparisons are made in all: each interval holds with 1 − 5 %/comparisons, all together with 95 %.</param>
    /// <param name="seed">Determines the resampling.</param>
    /// <exception cref="UserException">No image has values of both.</exception>
    internal static Comparison Of(
        string better, string worse, IReadOnlyList<IReadOnlyList<double?>> betterValues, IReadOnlyList<IReadOnlyList<double?>> worseValues, bool lowerIsBetter, int comparisons, int seed)
    {
        double?[][] advantages = [.. betterValues.Zip(worseValues, (one, other) => one.Zip(other, (a, b) => lowerIsBetter ? b - a : a - b).ToArray())];
        double[] means = [.. Enumerable.Range(0, advantages[0].Length)
            .Where(image => advantages.All(row => row[image] is not null)).Select(image => advantages.Average(row => row[image]!.Value))];
        if (means.Length == 0)
            throw new UserException($"No image has a value of both {better} and {worse}; give more images with --count.");
        var (low, high) = Resampling.Interval(means, 0.05 / comparisons, seed);
        var agreement = advantages.Select(row => Math.Sign(row.Average() ?? 0)).Distinct().Count() == 1;
        return new(better, worse, means.Average(), low, high, agreement, means.Length);
    }
}
