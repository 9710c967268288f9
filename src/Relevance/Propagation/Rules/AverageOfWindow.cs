using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Average treatment of max pooling: R_j = Σ_k a_j / (Σ_j a_j + ε·sign) · R_k over the values of window k, as if the layer computed their average.
/// </summary>
/// <remarks>
/// Conserves relevance except for ε. All values in a window get relevance, not only the largest. Intended for rectified activations; with values of both signs
/// the sum may cancel. Source: Montavon, Samek, Müller 2018, on pooling layers.
/// </remarks>
/// <param name="Epsilon">The stabiliser ε ≥ 0 of the denominators, in units of the average of a window.</param>
public sealed record AverageOfWindow(double Epsilon = 1e-6) : Rule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("average-of-window", "average of the window", "For max pooling: shares relevance over the window as if the layer computed the average.",
        [RuleParameters.Stabilizer],
        (arguments, _) => new AverageOfWindow(RuleParameters.Epsilon(arguments)))
    {
        Formula = "R_j = Σ_k a_j / (Σ_j a_j + ε·sign) · R_k over the values of window k",
        Source = "Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018.",
    };

    /// <summary>ε, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Epsilon { get; } = Bounds.AtLeastZero(Epsilon);

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon };

    /// <inheritdoc/>
    public override void RequireFor(Layer layer)
    {
        if (layer is not MaxPoolingLayer)
            throw new ArgumentException($"Rule '{Name}' is for max poolings, not for {layer}.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer)
    {
        if (layer.Layer is not MaxPoolingLayer pooling)
            throw new ArgumentException($"Rule '{Name}' is for max poolings, not for {layer.Layer}.");
        var mean = new LinearLayer("mean", pooling.Windows.Mean);
        return new LrpEpsilon(Epsilon).Write(layer with { Node = layer.Node with { Layer = mean }, Output = mean.Forward(layer.Program, layer.Inputs[0]) });
    }
}
