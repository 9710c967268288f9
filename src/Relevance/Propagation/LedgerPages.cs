using System.Collections.Immutable;
using System.Numerics;
using Relevance.Engine;
using Relevance.Networks;
using Relevance.Propagation.Composites;

namespace Relevance.Propagation;

/// <summary>Makes a ledger of what programs booked, batch by batch.</summary>
internal static class LedgerPages
{
    /// <summary>The ledger of all batches, in their order.</summary>
    internal static Ledger Of<T>(ImmutableArray<PlanEntry> plan, IReadOnlyList<ProgramResults<T>> batches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var names = batches[0].Outputs.ToHashSet();
        return new([.. plan.Where(entry => names.Contains(RelevancePass.NameOf(entry.Node.Index, RelevancePass.Entering))).Select(Entry)]);

        LedgerEntry Entry(PlanEntry entry)
        {
            var node = entry.Node;
            return new(
                node, entry.Rule, [.. All(node, RelevancePass.Entering)], [.. Added(node, RelevancePass.Leaving)], [.. Added(node, RelevancePass.Bias)],
                [.. Added(node, RelevancePass.Stabilizer)], [.. All(node, RelevancePass.MagnitudeEntering)], [.. Added(node, RelevancePass.MagnitudeLeaving)],
                [.. Each(node, RelevancePass.Largest).Aggregate((x, y) => [.. x.Zip(y, Math.Max)])],
                [.. Added(node, RelevancePass.NotNumbers).Select(count => (long)count)]);
        }

        double[] All(Node node, string figure) => [.. batches.SelectMany(batch => batch.Figures(RelevancePass.NameOf(node.Index, figure)))];

        // A layer with several inputs has a figure for each; a rule may book several shares, or none.
        double[] Added(Node node, string figure) => Each(node, figure).Aggregate(new double[batches.Sum(batch => batch.Images)], (x, y) => [.. x.Zip(y, (a, b) => a + b)]);

        IEnumerable<double[]> Each(Node node, string figure)
        {
            for (var i = 0; names.Contains(RelevancePass.NameOf(node.Index, $"{figure} {i}")); i++)
                yield return All(node, $"{figure} {i}");
        }
    }
}
