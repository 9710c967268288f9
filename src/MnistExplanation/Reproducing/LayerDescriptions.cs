using System.Globalization;
using Mnist.Networks;
using MnistExplanation.Report.Content;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MnistExplanation.Reproducing;

/// <summary>The layers of a network in words.</summary>
internal static class LayerDescriptions
{
    /// <summary>One row per layer; the shapes are those that an image takes on its way.</summary>
    internal static IReadOnlyList<LayerRow> Of(Architecture architecture, Sequential network)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var rows = new List<LayerRow>();
        var image = zeros([1, .. Architecture.InputShape]);
        foreach (var (layer, module) in architecture.Layers.Zip(network.children()))
        {
            image = ((nn.Module<Tensor, Tensor>)module).call(image);
            rows.Add(new(Describe(layer), image.shape[1..], module.parameters().Sum(parameter => parameter.numel())));
        }
        return rows;
    }

    private static string Describe(Layer layer) => layer switch
    {
        Layer.Conv2d c => $"Convolution {c.KernelSize}×{c.KernelSize}, {c.InputChannels} → {c.OutputChannels} channels" + (c.Padding > 0 ? $", padding {c.Padding}" : ""),
        Layer.Linear l => $"Fully connected, {l.InputFeatures} → {l.OutputFeatures}",
        Layer.ReLU => "ReLU",
        Layer.LeakyReLU r => string.Create(CultureInfo.InvariantCulture, $"Leaky ReLU, slope {r.NegativeSlope}"),
        Layer.AvgPool2d p => $"Average pooling {p.KernelSize}×{p.KernelSize}",
        Layer.MaxPool2d p => $"Max pooling {p.KernelSize}×{p.KernelSize}",
        Layer.Flatten => "Flatten",
        Layer.Dropout d => string.Create(CultureInfo.InvariantCulture, $"Dropout, {d.Probability}"),
        _ => layer.ToString(),
    };
}
