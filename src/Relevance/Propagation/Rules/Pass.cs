using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>Pass: passes relevance on unchanged: in activations value by value, in layers that copy values to the values copied.</summary>
/// <remarks>Source: Montavon et al. 2019, section 10.2: LRP redistributes in linear layers; the activation belongs to its unit.</remarks>
public sealed record Pass : Rule
{
    /// <summary>The definition of the rule by name: its meaning, formula, source and parameters.</summary>
    public static RuleDefinition Definition { get; } = new("pass", "pass", "Passes relevance on unchanged, as in activations.",
        [],
        (_, _) => new Pass())
    {
        Formula = "R_in = R_out",
        Source = "Montavon, Binder, Lapuschkin, Samek, Müller, Layer-wise relevance propagation: an overview, 2019, section 10.2.",
    };

    /// <inheritdoc/>
    public override string Name => Definition.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Write(RuleContext layer)
    {
        var program = layer.Program;
        switch (layer.Layer)
        {
            case CopyLayer copy:
                var share = copy.Pullback(program, layer.Inputs[0], layer.Output, layer.Relevance);
                if (copy.HasConstants)
                    layer.BookBias(() => program.Minus(program.Reduce(Reduction.Sum, layer.Relevance), program.Reduce(Reduction.Sum, share)));
                return [share];
            case ConcatenationLayer:
                return layer.Layer.Pullback(program, layer.Inputs, layer.Output, layer.Relevance);
            default:
                return layer.Inputs is [var input] && input.Shape.Size == layer.Relevance.Shape.Size
                    ? [program.Reshape(layer.Relevance, input.Shape)]
                    : throw new ArgumentException(
                        $"Rule 'pass' needs as many outputs as inputs; {layer.Layer} has {layer.Relevance.Shape.Size} and {layer.Inputs.Sum(i => i.Shape.Size)}.");
        }
    }
}
