using Relevance.Maps;
using Relevance.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static Relevance.Torch.Reading.Lengths;

namespace Relevance.Torch.Reading;

/// <summary>Layers with weights: fully connected layers, convolutions, batch normalisation.</summary>
internal static class LinearReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<Linear>((_, m) => new LinearLayer("Linear", new DenseMap(WeightsReader.Read(m.weight!)), WeightsReader.ReadOrNull(m.bias)));
        table.AddChain<Conv1d>((name, m) => Convolution(name, "Conv1d", m));
        table.AddChain<Conv2d>((name, m) => Convolution(name, "Conv2d", m));
        table.AddChain<Conv3d>((name, m) => Convolution(name, "Conv3d", m));
        table.Add<ConvTranspose1d>((name, m) => Transposed(name, "ConvTranspose1d", m));
        table.Add<ConvTranspose2d>((name, m) => Transposed(name, "ConvTranspose2d", m));
        table.Add<ConvTranspose3d>((name, m) => Transposed(name, "ConvTranspose3d", m));
        table.Add<BatchNorm1d>((name, m) => BatchNormalization(name, "BatchNorm1d", m));
        table.Add<BatchNorm2d>((name, m) => BatchNormalization(name, "BatchNorm2d", m));
        table.Add<BatchNorm3d>((name, m) => BatchNormalization(name, "BatchNorm3d", m));
    }

    private static IReadOnlyList<Layer> Convolution(string name, string kind, Convolution m)
    {
        var (before, after) = Padding(m);
        if (m.padding_mode == PaddingModes.Zeros)
            return [Layer(kind, m, before, after)];
        // TorchSharp 0.107 exchanges the axes here; what it computes is then not what the name says.
        if (m.padding_type == TorchSharp.Padding.Same && before.Zip(after).Distinct().Count() > 1)
            throw new UnsupportedLayerException(name, m.GetType(),
                $"padding 'same' in mode {m.padding_mode} with a kernel that is not the same along every axis is not supported; put a padding layer before it.");
        long[] none = [.. before.Select(_ => 0L)];
        var mode = m.padding_mode switch
        {
            PaddingModes.Reflect => PaddingMode.Reflect,
            PaddingModes.Replicate => PaddingMode.Replicate,
            PaddingModes.Circular => PaddingMode.Circular,
            _ => throw new UnsupportedLayerException(name, m.GetType(), $"the padding mode {m.padding_mode} is not known."),
        };
        return [PaddingReaders.Repetition($"{mode}Padding", mode, before, after), Layer(kind, m, none, none)];
    }

    private static LinearLayer Layer(string kind, Convolution m, long[] before, long[] after) =>
        new(kind, new ConvolutionMap(WeightsReader.Read(m.weight!), Geometry(m, before, after)), WeightsReader.ReadOrNull(m.bias));

    private static LinearLayer Transposed(string name, string kind, Convolution m)
    {
        var (before, after) = Padding(m);
        long[] outputPadding = m.output_padding ?? [.. before.Select(_ => 0L)];
        // TorchSharp 0.107 takes the first axis's for all.
        return outputPadding.Distinct().Count() == 1
            ? new LinearLayer(
                kind, new TransposedConvolutionMap(new(WeightsReader.Read(m.weight!), Geometry(m, before, after)), Shape(outputPadding)), WeightsReader.ReadOrNull(m.bias))
            : throw new UnsupportedLayerException(name, m.GetType(), "an output padding that is not the same along every axis is not supported.");
    }

    private static (long[] Before, long[] After) Padding(Convolution m)
    {
        // Padding 'same' keeps the length; where what that takes is odd, the greater half comes after.
        long[] total = [.. m.kernel_size.Zip(m.dilation, (kernel, dilation) => (kernel - 1) * dilation)];
        return m.padding_type switch
        {
            TorchSharp.Padding.Same => ([.. total.Select(t => t / 2)], [.. total.Select(t => t - t / 2)]),
            TorchSharp.Padding.Valid => ([.. total.Select(_ => 0L)], [.. total.Select(_ => 0L)]),
            _ => (m.padding!, m.padding!),
        };
    }

    private static ConvolutionGeometry Geometry(Convolution m, long[] before, long[] after) =>
        new(Shape(m.stride), Shape(before), Shape(after), Shape(m.dilation), (int)m.groups);

    /// <summary>Batch normalisation by its running statistics: z = γ (a − μ) / √(σ² + ε) + β for each channel, in float64, so that merging rounds once.</summary>
    private static LinearLayer BatchNormalization(string name, string kind, NormBase m)
    {
        if (m.running_mean is not { } mean || m.running_var is not { } variance)
            throw new UnsupportedLayerException(name, m.GetType(),
                "without running statistics it makes the scores of an image depend on the rest of its batch; create it with track_running_stats.");
        var (weight, bias) = (WeightsReader.ReadOrNull(m.weight), WeightsReader.ReadOrNull(m.bias));
        var scale = WeightsReader.Read(variance).Select((channel, v) => (weight?[channel] ?? 1) / Math.Sqrt(v + m.eps));
        var shift = WeightsReader.Read(mean).Select((channel, mu) => (bias?[channel] ?? 0) - mu * scale[channel]);
        return new LinearLayer(kind, new ChannelScaleMap(scale), shift);
    }
}
