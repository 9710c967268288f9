using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>A layer that is a linear map of its input, possibly with a bias: z = W a + b. The layers that LRP rules redistribute.</summary>
/// <param name="kind">The kind of layer, such as <c>Conv2d</c>.</param>
/// <param name="map">The map.</param>
public sealed class LinearLayer(string kind, LinearMap map) : UnaryLayer
{
    /// <summary>The map z = W a + b.</summary>
    public LinearMap Map { get; } = map;

    /// <inheritdoc/>
    public override string Kind { get; } = kind;

    /// <inheritdoc/>
    public override string Details => Map.ToString();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Map.Apply(input);

    /// <inheritdoc/>
    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient) => Map.Transpose(gradient, input.shape);

    /// <inheritdoc/>
    public override Layer To(ScalarType type) => new LinearLayer(Kind, Map.To(type));
}
