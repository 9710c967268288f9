using System.Globalization;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Relevance.Networks.Reading;

/// <summary>Layers that enlarge images: padding and upsampling.</summary>
internal static class PaddingReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<ZeroPad2d>((_, m) => new ConstantPadding("ZeroPad2d", m.padding, 0));
        table.Add<ConstantPad1d>((_, m) => new ConstantPadding("ConstantPad1d", m.padding, m.value));
        table.Add<ConstantPad2d>((_, m) => new ConstantPadding("ConstantPad2d", m.padding, m.value));
        table.Add<ConstantPad3d>((_, m) => new ConstantPadding("ConstantPad3d", m.padding, m.value));
        table.Add<ReflectionPad1d>((_, m) => Repetition("ReflectionPad1d", PaddingModes.Reflect, m.padding));
        table.Add<ReflectionPad2d>((_, m) => Repetition("ReflectionPad2d", PaddingModes.Reflect, m.padding));
        table.Add<ReflectionPad3d>((_, m) => Repetition("ReflectionPad3d", PaddingModes.Reflect, m.padding));
        table.Add<ReplicationPad1d>((_, m) => Repetition("ReplicationPad1d", PaddingModes.Replicate, m.padding));
        table.Add<ReplicationPad2d>((_, m) => Repetition("ReplicationPad2d", PaddingModes.Replicate, m.padding));
        table.Add<ReplicationPad3d>((_, m) => Repetition("ReplicationPad3d", PaddingModes.Replicate, m.padding));
        table.Add<Upsample>(Upsampling);
    }

    /// <summary>Padding with values of the input.</summary>
    /// <param name="kind">The kind of layer.</param>
    /// <param name="mode">Which values.</param>
    /// <param name="before">How many before each spatial axis.</param>
    /// <param name="after">How many after it.</param>
    internal static Repetition Repetition(string kind, PaddingModes mode, long[] before, long[] after) =>
        new(kind, new SeparableMap(
            string.Join('×', before.Zip(after, (first, last) => first == last ? $"{first}" : $"{first}+{last}")),
            [.. before.Zip(after, (first, last) => (Func<Tensor, Tensor>)(line =>
                first == 0 && last == 0 ? line : nn.functional.pad(line, [first, last], mode)))]));

    /// <param name="kind">The kind of layer.</param>
    /// <param name="mode">Which values.</param>
    /// <param name="pairs">Before and after the last axis, before and after the one before it, and so on.</param>
    private static Repetition Repetition(string kind, PaddingModes mode, long[] pairs)
    {
        var axes = pairs.Chunk(2).Reverse().ToArray();
        return Repetition(kind, mode, [.. axes.Select(pair => pair[0])], [.. axes.Select(pair => pair[1])]);
    }

    private static UnaryLayer Upsampling(string name, Upsample m)
    {
        if (m.mode == UpsampleMode.Bicubic)
            throw new UnsupportedLayerException(name, m.GetType(), "bicubic upsampling is not supported; nearest and (bi-, tri-)linear are.");
        var (sizes, factors) = (m.size.ToArray(), m.scale_factor.ToArray());
        var axes = Math.Max(sizes.Length, factors.Length);
        var text = (sizes.Length > 0 ? $"to {string.Join('×', sizes)}" : string.Join('×', factors.Select(f => f.ToString(CultureInfo.InvariantCulture))))
            + $", {m.mode.ToString().ToLowerInvariant()}";
        var map = new SeparableMap(text, [.. Enumerable.Range(0, axes).Select(Along)]);
        return m.mode == UpsampleMode.Nearest ? new Repetition("Upsample", map) : new LinearLayer("Upsample", map);

        // Lines as images one pixel wide: libtorch rounds a factor otherwise for lines proper.
        Func<Tensor, Tensor> Along(int axis)
        {
            long[]? size = sizes.Length == 0 ? null : [.. sizes.Select((length, i) => i == axis ? length : 1)];
            double[]? factor = factors.Length == 0 ? null : [.. factors.Select((times, i) => i == axis ? times : 1)];
            var upsample = nn.Upsample(size, factor, m.mode, m.align_corners, m.recompute_scale_factor);
            return lines => upsample.forward(lines.view([lines.shape[0], 1, .. Enumerable.Range(0, axes).Select(i => i == axis ? lines.shape[2] : 1)]))
                .view([lines.shape[0], 1, -1]);
        }
    }
}
