using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Evaluating.Statistics;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>What is known of a claimed difference.</summary>
internal enum Outcome
{
    /// <summary>It is there.</summary>
    Holds,

    /// <summary>There is one in the other direction.</summary>
    Reversed,

    /// <summary>Images and networks do not decide it.</summary>
    Open,
}

/// <summary>Two things of which a paper claims that the first is better, by a measure of which low values are good.</summary>
/// <param name="Better">What is claimed to be better.</param>
/// <param name="Worse">Than what.</param>
internal sealed record Pair(RankedMethod Better, RankedMethod Worse);

/// <summary>A claim, and what was found.</summary>
/// <param name="Pair">What is claimed.</param>
/// <param name="Advantage">By how much it is right, on average over images and networks; negative where it is wrong.</param>
/// <param name="Interval">Its 95 % bootstrap interval over both.</param>
/// <param name="P">The probability of such a difference by chance, corrected for the number of claims.</param>
/// <param name="Images">How many images have a value of both in some network.</param>
internal sealed record Claim(Pair Pair, double Advantage, Interval Interval, double P, int Images)
{
    /// <summary>Fewer images decide nothing: resampled, they are too often alike.</summary>
    private const int Fewest = 10;
    private const double Level = 0.05;

    /// <summary>What is known of it.</summary>
    internal Outcome Outcome => P >= Level || Images < Fewest ? Outcome.Open : Advantage > 0 ? Outcome.Holds : Outcome.Reversed;

    /// <summary>The claim in words.</summary>
    internal string Text => $"{Pair.Better.Title} better than {Pair.Worse.Title}";

    /// <summary>Compares image by image and network by network.</summary>
    /// <param name="pairs">What is claimed.</param>
    /// <param name="seed">Determines the resampling.</param>
    /// <exception cref="UserException">No image has values of both.</exception>
    internal static IReadOnlyList<Claim> Test(IReadOnlyList<Pair> pairs, int seed)
    {
        double[][][] advantages = [.. pairs.Select(pair => pair.Better.Values.Zip(pair.Worse.Values, (better, worse) => better.Zip(worse, (b, w) => w - b).ToArray()).ToArray())];
        int[] images = [.. advantages.Select(rows => Enumerable.Range(0, rows[0].Length).Count(image => rows.Any(row => !double.IsNaN(row[image]))))];
        if (Array.IndexOf(images, 0) is >= 0 and var empty)
            throw new UserException($"No image has a value of both {pairs[empty].Better.Title} and {pairs[empty].Worse.Title}; give more images with --count.");
        var resampled = Bootstrap.Run(advantages, Summarizing.Resamples, seed);
        var corrected = Holm.Correct([.. resampled.Select(each => each.PValue)]);
        return [.. pairs.Select((pair, i) => new Claim(pair, resampled[i].Mean, Interval.Of(resampled[i].OverBoth)!.Value, corrected[i], images[i]))];
    }
}
