using System.Text.Json;
using System.Text.Json.Nodes;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace Relevance.Tool.Explaining;

/// <summary>What only explanations by propagation have in their document.</summary>
internal static class PropagationDocument
{
    /// <summary>The rule of every layer, as a composite that <c>--composite FILE.json</c> reads: it gives the same explanation again.</summary>
    internal static void WriteComposite(Utf8JsonWriter json, LayerwiseRelevancePropagation lrp)
    {
        // Other layers hand relevance on by themselves.
        var lines = lrp.Plan.Where(entry => entry.Node.Layer is LinearLayer || entry.Rule is not Pass).Select(entry => new CompositeLine(LayerCondition.Named(entry.Node.Name), entry.Rule));
        json.WritePropertyName("composite");
        JsonNode.Parse(CompositeNotation.Write(new($"{lrp.Parameters["composite"]}", [.. lines])))!.WriteTo(json);
    }

    /// <summary>The layers at which relevance blew up, got lost or stopped being a number.</summary>
    internal static void WriteWarnings(Utf8JsonWriter json, Ledger ledger)
    {
        json.WriteStartArray("warnings");
        foreach (var warning in ledger.Warnings())
            json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    /// <summary>The ledger of one image, from the layer of the score back to that of the pixels.</summary>
    internal static void WriteLedger(Utf8JsonWriter json, Ledger ledger, int image)
    {
        json.WriteStartArray("ledger");
        foreach (var entry in ledger.Entries.Reverse())
        {
            json.WriteStartObject();
            json.WriteString("layer", entry.Node.Name);
            json.WriteString("rule", $"{entry.Rule}");
            Write("entering", entry.Entering[image]);
            Write("leaving", entry.Leaving[image]);
            Write("bias", entry.Bias[image]);
            Write("epsilon", entry.Epsilon[image]);
            Write("magnitude_entering", entry.MagnitudeEntering[image]);
            Write("magnitude_leaving", entry.MagnitudeLeaving[image]);
            Write("largest", entry.Largest[image]);
            json.WriteNumber("not_numbers", entry.NotNumbers[image]);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        // JSON knows no NaN and no infinity.
        void Write(string name, double value)
        {
            if (double.IsFinite(value))
                json.WriteNumber(name, value);
            else
                json.WriteNull(name);
        }
    }
}
