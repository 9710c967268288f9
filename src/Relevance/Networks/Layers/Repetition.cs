using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Networks.Layers;

/// <summary>Repeats values: upsampling to the nearest value, and padding by what lies at the border. Every weight of its map is 0 or 1.</summary>
/// <param name="kind">The kind of layer, such as <c>ReflectionPad2d</c>.</param>
/// <param name="map">Which output is a copy of which input.</param>
public sealed class Repetition(string kind, SeparableMap map) : CopyLayer
{
    /// <inheritdoc/>
    public override string Kind { get; } = kind;

    /// <inheritdoc/>
    public override string Details => map.ToString();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => map.Apply(input);

    /// <inheritdoc/>
    public override Tensor Pullback(Tensor input, Tensor output, Tensor gradient) => map.Transpose(gradient, input.shape);
}
