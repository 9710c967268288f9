using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>The feature maps of a layer, as explanations of the image.</summary>
internal static class FeatureMaps
{
    /// <summary>The layer of a name; the last convolution where none is named.</summary>
    /// <exception cref="ArgumentException">There is no such layer, or no convolution.</exception>
    internal static Node LayerOf(Network network, string? name) => name is not null
        ? network.Find(name)
        : network.Nodes.LastOrDefault(node => node.Layer is LinearLayer { Map: ConvolutionMap or ConvolutionTransposeMap })
            ?? throw new ArgumentException("The network has no convolution; name the layer whose feature maps explain the image.");

    /// <summary>Maps [n, c, h, w], summed over c and drawn over the image by bilinear interpolation, the same for all its channels.</summary>
    internal static Tensor OverImage(Tensor maps, Tensor images, Node layer)
    {
        if (maps.dim() != 4 || images.dim() != 4)
            throw new ArgumentException(
                $"Layer '{layer.Name}' has an output of shape [{string.Join(", ", maps.shape)}] for images [{string.Join(", ", images.shape)}]; only feature maps [N, C, H, W] can be laid over images [N, C, H, W].");
        using var scope = NewDisposeScope();
        var overImage = nn.functional.interpolate(maps.sum(1, keepdim: true), images.shape[2..], mode: InterpolationMode.Bilinear, align_corners: false);
        return overImage.expand(images.shape).contiguous().MoveToOuterDisposeScope();
    }
}
