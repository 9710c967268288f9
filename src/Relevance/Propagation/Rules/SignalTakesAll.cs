using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>Signal takes all: at a gate, the product of a signal and a factor between 0 and 1, the signal receives all relevance and the gate none.</summary>
/// <remarks>Source: Arras, Montavon, Müller, Samek, Explaining recurrent neural network predictions in sentiment analysis, 2017 (multiplicative interactions).</remarks>
public sealed record SignalTakesAll : Rule
{
    /// <summary>The rule as a user meets it.</summary>
    public static RuleDefinition Definition { get; } = new("signal-takes-all", "signal takes all", "Gives all relevance at a gate to the signal that passes it.",
        [],
        (_, _) => new SignalTakesAll())
    {
        Formula = "R_signal = R, R_gate = 0",
        Source = "Arras, Montavon, Müller, Samek, Explaining recurrent neural network predictions in sentiment analysis, 2017 (multiplicative interactions).",
    };

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override void RequireFor(Layer layer)
    {
        if (layer is not ProductLayer { Signal: not null })
            throw new ArgumentException($"Rule '{Name}' is for gates, not for {layer}.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer)
    {
        RequireFor(layer.Layer);
        var signal = ((ProductLayer)layer.Layer).Signal;
        return [.. layer.Inputs.Select((input, i) => i == signal ? layer.Relevance : layer.Program.Constant(Weights.Of(new float[input.Shape.Size], input.Shape)))];
    }
}
