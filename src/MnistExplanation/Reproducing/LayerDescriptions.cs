using System.Globalization;
using Mnist.Networks;
using MnistExplanation.Report.Content;
using static Mnist.Networks.LayerSpecification;

namespace MnistExplanation.Reproducing;

/// <summary>The layers of a network in words.</summary>
internal static class LayerDescriptions
{
    /// <summary>One row per layer; the shapes are those that an image takes on its way.</summary>
    internal static IReadOnlyList<LayerRow> Of(Architecture architecture)
    {
        var rows = new List<LayerRow>();
        long[] shape = [.. Architecture.InputShape.Select(length => (long)length)];
        foreach (var layer in architecture.Layers)
        {
            shape = layer.OutputShape(shape);
            var weights = layer.WeightShape is { } weight ? weight.Aggregate(1L, (product, length) => product * length) + weight[0] : 0;
            rows.Add(new(Describe(layer), shape, weights));
        }
        return rows;
    }

    private static string Describe(LayerSpecification layer) => layer switch
    {
        Conv2d c => $"Convolution {c.KernelSize}×{c.KernelSize}, {c.InputChannels} → {c.OutputChannels} channels" + (c.Padding > 0 ? $", padding {c.Padding}" : ""),
        Linear l => $"Fully connected, {l.InputFeatures} → {l.OutputFeatures}",
        ReLU => "ReLU",
        LeakyReLU r => string.Create(CultureInfo.InvariantCulture, $"Leaky ReLU, slope {r.NegativeSlope}"),
        AvgPool2d p => $"Average pooling {p.KernelSize}×{p.KernelSize}",
        MaxPool2d p => $"Max pooling {p.KernelSize}×{p.KernelSize}",
        Flatten => "Flatten",
        Dropout d => string.Create(CultureInfo.InvariantCulture, $"Dropout, {d.Probability}"),
        _ => layer.ToString(),
    };
}
