using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace Relevance.Tests.Samples;

/// <summary>A network with layers of one's own, and a composite with rules and conditions of one's own.</summary>
public static class OwnNetwork
{
    /// <summary>By size in wide layers, the signal of gates, ε elsewhere.</summary>
    public static Composite Composite { get; } = new("own",
    [
        new(new AtLeastWide(5), new BySize()),
        new(LayerCondition.OfKind("Gate"), new SignalTakesAll()),
        new(LayerCondition.Linear, new LrpEpsilon(1e-9)),
    ]);

    /// <summary>Four numbers → mish(W₁x) ⊙ σ(W₂x) → three scores, without biases.</summary>
    public static Network Build()
    {
        var builder = new NetworkBuilder();
        var signal = builder.Add("mish", new MishLayer(), builder.Dense("signal", Waves(6, 4, 1), null, builder.Input));
        var gate = builder.Add("sigmoid", new SigmoidLayer(), builder.Dense("gate", Waves(6, 4, 2), null, builder.Input));
        return builder.Build(builder.Dense("scores", Waves(3, 6, 3), null, builder.Add("product", new GateLayer(), signal, gate)));
    }

    private static Weights Waves(int outputs, int inputs, double step) =>
        Weights.Of([.. Enumerable.Range(0, outputs * inputs).Select(place => place * step * 0.37 % 1.7 - 0.8)], [outputs, inputs]);
}
