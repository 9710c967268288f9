using System.Globalization;
using Relevance.Imaging;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Report;

/// <summary>The books of a propagation as bars: what each layer keeps, and what its bias and ε absorb.</summary>
internal static class LedgerChart
{
    internal static BarChart Create(Ledger ledger) => new()
    {
        Title = "Where relevance stays and where it goes",
        Subtitle = "Per cent of what enters the layer; from the score back to the pixels.",
        Bars = [.. ledger.Entries.Reverse().Where(entry => entry.Node.Layer is LinearLayer).SelectMany(Bars)],
        Width = 600,
    };

    private static IEnumerable<ChartBar> Bars(LedgerEntry entry)
    {
        var layer = new LedgerSummary(entry);
        yield return Bar($"{entry.Node.Name} {entry.Node.Layer.Kind}, leaves", layer.Kept) with { Highlighted = true };
        if (entry.Node.Layer is LinearLayer { Bias: not null })
            yield return Bar("absorbed by the bias", layer.Bias);
        yield return Bar("absorbed by ε", layer.Epsilon);
    }

    private static ChartBar Bar(string name, double share)
    {
        // A chart needs finite values; the warnings beside it name the layer.
        var percent = double.IsFinite(share) ? 100 * share : 0;
        return new(name, percent) { Text = percent.ToString("0.0;−0.0;0", CultureInfo.InvariantCulture) };
    }
}
