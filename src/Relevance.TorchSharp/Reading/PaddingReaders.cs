using System.Globalization;
using Relevance.Maps;
using Relevance.Networks.Layers;
using TorchSharp.Modules;
using static Relevance.Torch.Reading.Lengths;
using static TorchSharp.torch;

namespace Relevance.Torch.Reading;

/// <summary>Layers that enlarge images: padding and upsampling.</summary>
internal static class PaddingReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<ZeroPad2d>((_, m) => Constant("ZeroPad2d", m.padding, 0));
        table.Add<ConstantPad1d>((_, m) => Constant("ConstantPad1d", m.padding, m.value));
        table.Add<ConstantPad2d>((_, m) => Constant("ConstantPad2d", m.padding, m.value));
        table.Add<ConstantPad3d>((_, m) => Constant("ConstantPad3d", m.padding, m.value));
        table.Add<ReflectionPad1d>((_, m) => Repetition("ReflectionPad1d", PaddingMode.Reflect, m.padding));
        table.Add<ReflectionPad2d>((_, m) => Repetition("ReflectionPad2d", PaddingMode.Reflect, m.padding));
        table.Add<ReflectionPad3d>((_, m) => Repetition("ReflectionPad3d", PaddingMode.Reflect, m.padding));
        table.Add<ReplicationPad1d>((_, m) => Repetition("ReplicationPad1d", PaddingMode.Replicate, m.padding));
        table.Add<ReplicationPad2d>((_, m) => Repetition("ReplicationPad2d", PaddingMode.Replicate, m.padding));
        table.Add<ReplicationPad3d>((_, m) => Repetition("ReplicationPad3d", PaddingMode.Replicate, m.padding));
        table.Add<Upsample>(Upsampling);
    }

    /// <summary>Padding with values of the input.</summary>
    /// <param name="kind">The kind of layer.</param>
    /// <param name="mode">Which values.</param>
    /// <param name="before">How many before each spatial axis.</param>
    /// <param name="after">How many after it.</param>
    internal static RepetitionLayer Repetition(string kind, PaddingMode mode, long[] before, long[] after) => new(kind, new SeparableMap(
        string.Join('×', before.Zip(after, (first, last) => first == last ? $"{first}" : $"{first}+{last}")),
        [.. before.Zip(after, AxisMap (first, last) => new PaddingAxis(mode, (int)first, (int)last))]));

    private static RepetitionLayer Repetition(string kind, PaddingMode mode, long[] pairs)
    {
        var (before, after) = PerAxis(pairs);
        return Repetition(kind, mode, before, after);
    }

    private static ConstantPaddingLayer Constant(string kind, long[] pairs, double value)
    {
        var (before, after) = PerAxis(pairs);
        return new ConstantPaddingLayer(kind, Shape(before), Shape(after), value);
    }

    /// <param name="pairs">Before and after the last axis, before and after the one before it, and so on.</param>
    private static (long[] Before, long[] After) PerAxis(long[] pairs)
    {
        var axes = pairs.Chunk(2).Reverse().ToArray();
        return ([.. axes.Select(pair => pair[0])], [.. axes.Select(pair => pair[1])]);
    }

    private static UnaryLayer Upsampling(string name, Upsample m)
    {
        if (m.mode == UpsampleMode.Bicubic)
            throw new UnsupportedLayerException(name, m.GetType(), "bicubic upsampling is not supported; nearest and (bi-, tri-)linear are.");
        var (sizes, factors) = (m.size.ToArray(), m.scale_factor.ToArray());
        var axes = Math.Max(sizes.Length, factors.Length);
        var text = (sizes.Length > 0 ? $"to {string.Join('×', sizes)}" : string.Join('×', factors.Select(f => f.ToString(CultureInfo.InvariantCulture))))
            + $", {m.mode.ToString().ToLowerInvariant()}";
        var (linear, aligned) = (m.mode != UpsampleMode.Nearest, m.align_corners == true);
        var map = new SeparableMap(text, [.. Enumerable.Range(0, axes).Select(AxisMap (axis) => sizes.Length > 0
            ? new ResizeAxis((int)sizes[axis], null, linear, aligned)
            : new ResizeAxis(null, factors[axis], linear, aligned, m.recompute_scale_factor == true, OfImage: axes == 2))]);
        return linear ? new LinearLayer("Upsample", map) : new RepetitionLayer("Upsample", map);
    }
}
