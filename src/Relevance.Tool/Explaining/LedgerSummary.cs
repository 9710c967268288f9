using Relevance.Propagation;

namespace Relevance.Tool.Explaining;

/// <summary>The balance of relevance of one layer over several images.</summary>
/// <param name="Entry">The layer's books.</param>
internal sealed record LedgerSummary(LedgerEntry Entry)
{
    internal double Entering => Entry.Entering.Average();

    internal double Leaving => Entry.Leaving.Average();

    /// <summary>What left of what entered, all images together; 1 where all of it did.</summary>
    internal double Kept => Share(Entry.Leaving);

    /// <summary>What the bias absorbed of what entered, all images together; negative where it gave.</summary>
    internal double Bias => Share(Entry.Bias);

    /// <summary>What ε absorbed of what entered, all images together.</summary>
    internal double Epsilon => Share(Entry.Epsilon);

    /// <summary>The share of the bias in the image where it is largest, whatever its sign.</summary>
    internal double WorstBias => Worst(Entry.Bias);

    /// <summary>The share of ε in the image where it is largest.</summary>
    internal double WorstEpsilon => Worst(Entry.Epsilon);

    internal double Largest => Entry.Largest.Max();

    internal long NotNumbers => Entry.NotNumbers.Sum();

    private double Share(IEnumerable<double> absorbed) => Entry.Entering.Sum() is var entering and not 0 ? absorbed.Sum() / entering : 0;

    private double Worst(IReadOnlyList<double> absorbed) =>
        absorbed.Select((value, image) => Entry.Entering[image] == 0 ? 0 : value / Entry.Entering[image]).MaxBy(Math.Abs);
}
