using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>z = W a + b: applies a linear map and adds a bias to each channel of the output.</summary>
/// <param name="Map">The linear map W.</param>
/// <param name="Bias">The bias b, [channels]; null for none.</param>
public sealed record ApplyOperation(LinearMap Map, Weights? Bias = null) : Operation
{
    /// <inheritdoc/>
    public override string Text => $"{Names.Of(Map)} {Map}{(Bias is null ? "" : ", bias")}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs)
    {
        var output = Map.OutputOf(inputs[0]);
        return Bias is null || (Map is not SeparableMap && Bias.Count == (Map is DenseMap ? output[output.Rank - 1] : output[0]))
            ? output
            : throw new ArgumentException($"A bias of {Bias.Count} numbers does not belong to the output {output} of {Names.Of(Map)} {Map}.");
    }
}

/// <summary>c = Wᵀ s: applies the transpose of a linear map, from arrays of the shape of its output to arrays of the shape of its input.</summary>
/// <param name="Map">The linear map W.</param>
/// <param name="Input">The shape of the input of W.</param>
public sealed record TransposeOperation(LinearMap Map, Shape Input) : Operation
{
    /// <inheritdoc/>
    public override string Text => $"transposed {Names.Of(Map)} {Map}";

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> inputs) => Map.OutputOf(Input) == inputs[0]
        ? Input
        : throw new ArgumentException($"The transpose of {Map} from {Input} cannot be applied to {inputs[0]}.");
}

internal static class Names
{
    internal static string Of(LinearMap map)
    {
        var name = map switch
        {
            ConvolutionMap => "convolution",
            TransposedConvolutionMap => "transposed convolution",
            DenseMap => "dense",
            ChannelScaleMap => "scale",
            SeparableMap => "windows",
            _ => map.GetType().Name,
        };
        var part = map switch
        {
            ConvolutionMap { Weight: var weight } => weight.Part,
            DenseMap { Weight: var weight } => weight.Part,
            TransposedConvolutionMap { Convolution.Weight: var weight } => weight.Part,
            SeparableMap { Part: var own } => own,
            _ => WeightPart.All,
        };
        return part == WeightPart.All ? name : $"{name} [{part.ToString().ToLowerInvariant()}]";
    }
}
