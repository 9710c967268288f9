using Relevance.Maps;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>Shows which layer gets which rule, as papers do in a table.</summary>
internal static class PlanView
{
    internal static void Show(LayerwiseRelevancePropagation lrp, string composite, string? layer, Terminal terminal, Shape imageShape)
    {
        var network = (Network)lrp.Model;
        var shapes = network.OutputShapes(imageShape);
        var last = layer is null ? Network.Input : network.Find(layer).Index;
        var table = new TextTable(new("layer"), new("kind"), new("details"), new("output"), new("rule") { Wraps = true }, new("because it is") { Wraps = true });
        foreach (var (node, rule, reason) in lrp.Plan)
        {
            var isReached = node.Index > last;
            table.AddRow(
                node.Name, node.Layer.Kind, node.Layer.Details, $"{shapes[node.Index]}",
                isReached ? RuleText.Of(rule, node.Layer) : "–", isReached ? reason : "below --layer");
        }
        table.Show(terminal);
        terminal.Line($"Composite {composite}; each layer takes the first line that fits. {RuleText.Conventions}");
    }
}
