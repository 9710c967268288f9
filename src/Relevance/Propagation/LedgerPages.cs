using System.Collections.Immutable;
using Relevance.Networks;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>Collects the ledger while batches are explained.</summary>
internal sealed class LedgerPages(ImmutableArray<PlanEntry> plan)
{
    private readonly SortedDictionary<int, Page> pages = [];
    private long images;

    /// <summary>Begins a batch.</summary>
    internal void Start(long count) => images = count;

    /// <summary>Opens the account of a layer for the batch.</summary>
    internal LayerAccount Open(Node node, Tensor entering)
    {
        if (!pages.TryGetValue(node.Index, out var page))
            pages[node.Index] = page = new Page();
        page.Entering.AddRange(LayerAccount.PerImage(entering));
        using var scope = NewDisposeScope();
        page.MagnitudeEntering.AddRange(LayerAccount.PerImage(entering.abs()));
        return new LayerAccount(images);
    }

    /// <summary>Closes the account of a layer for the batch.</summary>
    internal void Close(Node node, LayerAccount account, Tensor entering, IReadOnlyList<Tensor> leaving)
    {
        using var scope = NewDisposeScope();
        var page = pages[node.Index];
        var all = cat([.. leaving.Select(share => share.flatten(1))], 1);
        page.Leaving.AddRange(LayerAccount.PerImage(all));
        page.MagnitudeLeaving.AddRange(LayerAccount.PerImage(all.abs()));
        page.Largest.AddRange(all.abs().amax([1]).to(ScalarType.Float64).data<double>());
        page.NotNumbers.AddRange(all.isfinite().logical_not().sum(1).data<long>());
        page.Bias.AddRange(account.Bias);
        page.Epsilon.AddRange(account.Epsilon);
    }

    /// <summary>Closes the books.</summary>
    internal Ledger Close() => new([.. pages.Select(page => page.Value.ToEntry(plan[page.Key]))]);

    private sealed class Page
    {
        internal List<double> Entering { get; } = [];

        internal List<double> Leaving { get; } = [];

        internal List<double> Bias { get; } = [];

        internal List<double> Epsilon { get; } = [];

        internal List<double> MagnitudeEntering { get; } = [];

        internal List<double> MagnitudeLeaving { get; } = [];

        internal List<double> Largest { get; } = [];

        internal List<long> NotNumbers { get; } = [];

        internal LedgerEntry ToEntry(PlanEntry entry) => new(
            entry.Node, entry.Rule, [.. Entering], [.. Leaving], [.. Bias], [.. Epsilon], [.. MagnitudeEntering], [.. MagnitudeLeaving], [.. Largest], [.. NotNumbers]);
    }
}
