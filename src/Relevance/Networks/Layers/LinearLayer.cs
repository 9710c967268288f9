using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks.Layers;

/// <summary>A layer that is a linear map of its input, possibly with a bias: z = W a + b. LRP distributes relevance through it by a rule.</summary>
/// <param name="Name">The kind of layer, such as <c>Conv2d</c>.</param>
/// <param name="Map">The linear map W.</param>
/// <param name="Bias">The bias b: one number for each channel of the output, or for each output of a fully connected layer; null for none.</param>
public sealed record LinearLayer(string Name, LinearMap Map, Weights? Bias = null) : UnaryLayer
{
    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override string Details => $"{Map}";

    /// <inheritdoc/>
    public override Value Forward(ProgramBuilder program, Value input) => program.Apply(Map, input, Bias);

    /// <inheritdoc/>
    public override Value Pullback(ProgramBuilder program, Value input, Value output, Value gradient) => program.Transpose(Map, gradient, input.Shape);
}
