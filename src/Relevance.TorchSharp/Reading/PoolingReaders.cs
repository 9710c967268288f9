using Relevance.Maps;
using Relevance.Networks.Layers;
using TorchSharp.Modules;
using static Relevance.Torch.Reading.Lengths;

namespace Relevance.Torch.Reading;

/// <summary>Poolings.</summary>
internal static class PoolingReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<AvgPool1d>((_, m) => Average("AvgPool1d", new Box(1, [m.kernel_size], m.stride, m.padding, null, m.ceil_mode), m.count_include_pad, null));
        table.Add<AvgPool2d>((_, m) => Average(
            "AvgPool2d", new Box(2, m.kernel_size, m.stride, m.padding, null, m.ceil_mode), m.count_include_pad, m.divisor_override));
        table.Add<AvgPool3d>((_, m) => Average(
            "AvgPool3d", new Box(3, m.kernel_size, m.stride, m.padding, null, m.ceil_mode), m.count_include_pad, m.divisor_override));
        table.Add<AdaptiveAvgPool1d>((_, m) => new LinearLayer("AdaptiveAvgPool1d", Adaptive(1, [m.output_size])));
        table.Add<AdaptiveAvgPool2d>((_, m) => new LinearLayer("AdaptiveAvgPool2d", Adaptive(2, m.output_size)));
        table.Add<AdaptiveAvgPool3d>((_, m) => new LinearLayer("AdaptiveAvgPool3d", Adaptive(3, m.output_size)));
        table.Add<MaxPool1d>((_, m) => Maximum("MaxPool1d", new Box(1, [m.kernel_size], m.stride, m.padding, m.dilation, m.ceil_mode)));
        table.Add<MaxPool2d>((_, m) => Maximum("MaxPool2d", new Box(2, m.kernel_size, m.stride, m.padding, m.dilation, m.ceil_mode)));
        table.Add<MaxPool3d>((_, m) => Maximum("MaxPool3d", new Box(3, m.kernel_size, m.stride, m.padding, m.dilation, m.ceil_mode)));
        table.Add<AdaptiveMaxPool1d>((_, m) => new MaxPoolingLayer("AdaptiveMaxPool1d", Adaptive(1, [m.output_size])));
        table.Add<AdaptiveMaxPool2d>((_, m) => new MaxPoolingLayer("AdaptiveMaxPool2d", Adaptive(2, m.output_size)));
    }

    private static LinearLayer Average(string kind, Box box, bool countPadding, long? divisor) => new(kind, divisor is { } number
        ? box.Map(countPadding, isSum: true) with { Factor = 1.0 / number }
        : box.Map(countPadding, isSum: false));

    private static MaxPoolingLayer Maximum(string kind, Box box) => new(kind, box.Map(countPadding: false, isSum: true));

    private static SeparableMap Adaptive(int axes, long[] sizes)
    {
        long[] each = sizes.Length == 1 ? [.. Enumerable.Repeat(sizes[0], axes)] : sizes;
        return new($"to {string.Join('×', each)}", [.. each.Select(AxisMap (size) => new AdaptiveAxis((int)size))]);
    }

    /// <summary>Windows of a pooling: one number per axis, or one for all.</summary>
    private sealed record Box
    {
        private readonly int[] kernel, stride, padding, dilation;
        private readonly bool ceil;

        internal Box(int axes, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil)
        {
            this.ceil = ceil;
            this.kernel = Each(kernel);
            this.stride = stride is null or [] ? this.kernel : Each(stride);
            this.padding = Each(padding is null or [] ? [0] : padding);
            this.dilation = Each(dilation is null or [] ? [1] : dilation);

            int[] Each(long[] values) => Integers(values.Length == 1 ? Enumerable.Repeat(values[0], axes) : values);
        }

        internal Box(int axes, long[] kernel, long? stride, long? padding, long? dilation, bool ceil)
            : this(axes, kernel, One(stride), One(padding), One(dilation), ceil)
        {
        }

        internal SeparableMap Map(bool countPadding, bool isSum) => new(ToString(), [.. kernel.Select(AxisMap (length, axis) =>
            new WindowAxis(length, stride[axis], padding[axis], padding[axis], dilation[axis], ceil, countPadding, isSum))]);

        public override string ToString()
        {
            var text = string.Join('×', kernel);
            if (!stride.SequenceEqual(kernel)) text += $", stride {string.Join('×', stride)}";
            if (padding.Any(p => p != 0)) text += $", padding {string.Join('×', padding)}";
            if (dilation.Any(d => d != 1)) text += $", dilation {string.Join('×', dilation)}";
            return ceil ? $"{text}, ceil" : text;
        }

        private static long[]? One(long? value) => value is { } number ? [number] : null;
    }
}
