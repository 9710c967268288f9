using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>The feature maps of a layer, as explanations of the image.</summary>
internal static class FeatureMaps
{
    /// <summary>The layer of a name; the last convolution where none is named.</summary>
    /// <exception cref="ArgumentException">The network has no such layer or, where none is named, no convolution.</exception>
    internal static Node LayerOf(Network network, string? name) => name is not null
        ? network.Find(name)
        : network.Nodes.LastOrDefault(node => node.Layer is LinearLayer { Map: ConvolutionMap or TransposedConvolutionMap })
            ?? throw new ArgumentException("The network has no convolution; name the layer whose feature maps explain the image.");

    /// <summary>Writes the mean of each of the maps [c, h, w], at each of its places.</summary>
    internal static Value MeanOfEach(ProgramBuilder program, Value maps) =>
        program.Broadcast(program.Apply(new SeparableMap("mean of a map", [new AdaptiveAxis(1), new AdaptiveAxis(1)]), maps), maps.Shape);

    /// <summary>Writes the sum of maps over their channels, [1, h, w].</summary>
    internal static Value Sum(ProgramBuilder program, Value maps)
    {
        var ones = Weights.Of(Enumerable.Repeat(1f, maps.Shape[0]).ToArray(), [1, maps.Shape[0], 1, 1]);
        return program.Apply(new ConvolutionMap(ones, ConvolutionGeometry.Plain(2)), maps);
    }

    /// <summary>Writes maps [c, h, w], summed over c and drawn over an image by bilinear interpolation, the same for all its channels.</summary>
    internal static Value OverImage(ProgramBuilder program, Value maps, Shape image, Node layer)
    {
        if (maps.Shape.Rank != 3 || image.Rank != 3)
            throw new ArgumentException(
                $"Layer '{layer.Name}' has an output of shape [N, {string.Join(", ", maps.Shape)}] for images [N, {string.Join(", ", image)}]; only feature maps [N, C, H, W] can be laid over images [N, C, H, W].");
        var enlargement = new SeparableMap($"bilinear to {image.From(1)}", [new ResizeAxis(image[1], IsLinear: true), new ResizeAxis(image[2], IsLinear: true)]);
        return program.Broadcast(program.Apply(enlargement, Sum(program, maps)), image);
    }
}
