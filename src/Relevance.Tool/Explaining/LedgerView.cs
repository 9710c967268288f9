using System.Globalization;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>Shows the ledger of a propagation, from the score back to the pixels.</summary>
internal static class LedgerView
{
    internal static void Show(Ledger ledger, int images, Terminal terminal)
    {
        var several = images > 1;
        TextColumn[] columns = [new("layer"), new("rule") { Wraps = true }, TextColumn.Number("entering"), TextColumn.Number("leaving"), .. Absorbed("bias"), .. Absorbed("ε"), TextColumn.Number("largest"), TextColumn.Number("NaN")];
        var table = new TextTable(columns) { ElsewhereOfOptional = "--output FILE.json has every image" };
        // Layers that hand relevance on unchanged have nothing to book.
        foreach (var entry in ledger.Entries.Reverse().Where(entry => entry.Rule is not Pass))
            table.AddRow([.. Row(new LedgerSummary(entry), several)]);
        table.Show(terminal);
        terminal.Line("bias, ε: what they absorb, in per cent of what enters the layer; a negative share of the bias adds to what leaves.");
        if (several)
            terminal.Line($"Mean of {images:N0} images; worst: the image with the largest share.");
        foreach (var warning in ledger.Warnings())
            terminal.Line($"Warning: {warning}");

        IEnumerable<TextColumn> Absorbed(string by) => several
            ? [TextColumn.Number($"{by} %"), TextColumn.Number("worst %") with { IsOptional = true }]
            : [TextColumn.Number($"{by} %")];
    }

    private static IEnumerable<string> Row(LedgerSummary layer, bool several)
    {
        yield return $"{layer.Entry.Node.Name} {layer.Entry.Node.Layer.Kind}";
        yield return RuleText.Of(layer.Entry.Rule, layer.Entry.Node.Layer);
        yield return Real(layer.Entering);
        yield return Real(layer.Leaving);
        yield return Percent(layer.Bias);
        if (several)
            yield return Percent(layer.WorstBias);
        yield return Percent(layer.Epsilon);
        if (several)
            yield return Percent(layer.WorstEpsilon);
        yield return Real(layer.Largest);
        yield return layer.NotNumbers.ToString(CultureInfo.InvariantCulture);
    }

    private static string Real(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00;-0.00;0.00}");
}
