using System.Collections.Immutable;
using System.Globalization;
using Relevance.Networks;
using Relevance.Propagation.Rules;

namespace Relevance.Propagation;

/// <summary>The balance of a propagation: the relevance that entered, left and was absorbed at each layer, in the order of the network.</summary>
/// <param name="Entries">One entry for each layer that relevance passed through.</param>
public sealed record Ledger(ImmutableArray<LedgerEntry> Entries)
{
    /// <summary>Lists the layers at which relevance grew too much, was lost, or became NaN or infinite.</summary>
    /// <param name="growth">The largest acceptable ratio of Σ |R| that leaves a layer to Σ |R| that enters it.</param>
    /// <param name="loss">The largest acceptable loss of relevance in a layer, absorbed by the bias or ε or otherwise lost, as a fraction of Σ |R| that enters
    /// it.</param>
    /// <returns>One sentence for each such layer; empty if there are none.</returns>
    public IReadOnlyList<string> Warnings(double growth = 100, double loss = 0.5) =>
        [.. Entries.Reverse().SelectMany(entry => entry.Warnings(growth, loss))];
}

/// <summary>The balance of relevance in one layer. Each list has one value per image, in units of the score.</summary>
/// <param name="Node">The layer.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Entering">Σ R at the layer's output.</param>
/// <param name="Leaving">Σ R at its inputs.</param>
/// <param name="Bias">The relevance that the bias absorbed.</param>
/// <param name="Epsilon">The relevance that the stabiliser ε absorbed.</param>
/// <param name="MagnitudeEntering">Σ |R| at the output.</param>
/// <param name="MagnitudeLeaving">Σ |R| at the inputs.</param>
/// <param name="Largest">The largest |R| at the inputs.</param>
/// <param name="NotNumbers">The number of R at the inputs that are NaN or infinite.</param>
public sealed record LedgerEntry(
    Node Node, Rule Rule, ImmutableArray<double> Entering, ImmutableArray<double> Leaving, ImmutableArray<double> Bias, ImmutableArray<double> Epsilon,
    ImmutableArray<double> MagnitudeEntering, ImmutableArray<double> MagnitudeLeaving, ImmutableArray<double> Largest, ImmutableArray<long> NotNumbers)
{
    /// <summary>
    /// The relevance that entered but neither left nor was absorbed, per image: lost at units without contributions, or, if negative, added by a rule.
    /// </summary>
    public IReadOnlyList<double> Unaccounted => [.. Entering.Select((entering, i) => entering - Leaving[i] - Bias[i] - Epsilon[i])];

    internal IEnumerable<string> Warnings(double growth, double loss)
    {
        var broken = NotNumbers.Count(count => count > 0);
        if (broken > 0)
            yield return $"Layer '{Node.Name}' ({Node.Layer}, rule {Rule}): relevance is not a number in {Images(broken)}.";
        var grown = Enumerable.Range(0, Entering.Length).Count(i => MagnitudeLeaving[i] > growth * MagnitudeEntering[i]);
        if (grown > 0)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Layer '{Node.Name}' ({Node.Layer}, rule {Rule}): relevance grows more than {growth} times in {Images(grown)}.");
        var changed = Enumerable.Range(0, Entering.Length).Where(i => Math.Abs(Entering[i] - Leaving[i]) > loss * MagnitudeEntering[i]);
        foreach (var (isAdded, images) in changed.GroupBy(i => (Leaving[i] - Entering[i]) * Entering[i] > 0).OrderBy(group => group.Key).Select(group => (group.Key, group.ToArray())))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Layer '{Node.Name}' ({Node.Layer}, rule {Rule}): {(isAdded ? $"relevance of more than {loss:P0} of what enters is added" : $"more than {loss:P0} of the relevance that enters does not leave")} in {Images(images.Length)} (bias {Sum(Bias)}, ε {Sum(Epsilon)}, {(isAdded ? "otherwise" : "lost")} {Sum(Unaccounted)}).");

            // Adding 0 makes what rounds to −0 a 0.
            string Sum(IReadOnlyList<double> values) => (Math.Round(images.Sum(i => values[i]), 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture);
        }
    }

    private string Images(int count) => $"{count} of {Entering.Length} images";
}
