using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using Relevance.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Relevance.Networks.Reading;

/// <summary>Poolings. What each does along one axis is left to libtorch's pooling of lines.</summary>
internal static class PoolingReaders
{
    internal static void AddTo(LayerTable table)
    {
        table.Add<AvgPool1d>((_, m) => Average("AvgPool1d", new Box(1, [m.kernel_size], m.stride, m.padding, null, m.ceil_mode), m.count_include_pad, null));
        table.Add<AvgPool2d>((_, m) => Average(
            "AvgPool2d", new Box(2, m.kernel_size, m.stride, m.padding, null, m.ceil_mode), m.count_include_pad, m.divisor_override));
        table.Add<AvgPool3d>((_, m) => Average(
            "AvgPool3d", new Box(3, m.kernel_size, m.stride, m.padding, null, m.ceil_mode), m.count_include_pad, m.divisor_override));
        table.Add<AdaptiveAvgPool1d>((_, m) => AdaptiveAverage("AdaptiveAvgPool1d", [m.output_size]));
        table.Add<AdaptiveAvgPool2d>((_, m) => AdaptiveAverage("AdaptiveAvgPool2d", m.output_size));
        table.Add<AdaptiveAvgPool3d>((_, m) => AdaptiveAverage("AdaptiveAvgPool3d", m.output_size));
        table.Add<MaxPool1d>((_, m) => Maximum("MaxPool1d", new Box(1, [m.kernel_size], m.stride, m.padding, m.dilation, m.ceil_mode)));
        table.Add<MaxPool2d>((_, m) => Maximum("MaxPool2d", new Box(2, m.kernel_size, m.stride, m.padding, m.dilation, m.ceil_mode)));
        table.Add<MaxPool3d>((_, m) => Maximum("MaxPool3d", new Box(3, m.kernel_size, m.stride, m.padding, m.dilation, m.ceil_mode)));
        table.Add<AdaptiveMaxPool1d>((_, m) => AdaptiveMaximum("AdaptiveMaxPool1d", [m.output_size]));
        table.Add<AdaptiveMaxPool2d>((_, m) => AdaptiveMaximum("AdaptiveMaxPool2d", m.output_size));
    }

    private static LinearLayer Average(string kind, Box box, bool countPadding, long? divisor)
    {
        if (box is { Axes: 2, IsPlain: true } && box.Kernel.SequenceEqual(box.Stride) && divisor is null)
            return new LinearLayer(kind, new AveragePoolingMap(box.Kernel[0], box.Kernel[1]));
        var mean = new SeparableMap(box.ToString(), [.. Enumerable.Range(0, box.Axes).Select(axis => (Func<Tensor, Tensor>)(line =>
            avg_pool1d(line, box.Kernel[axis], box.Stride[axis], box.Padding[axis], box.Ceil, countPadding)))]);
        return new LinearLayer(kind, divisor is { } number ? mean.SumOver(number) : mean);
    }

    private static LinearLayer AdaptiveAverage(string kind, long[] size) =>
        new(kind, new SeparableMap(To(size), [.. size.Select(length => (Func<Tensor, Tensor>)(line => adaptive_avg_pool1d(line, length)))]));

    // The largest value of a window of a unit vector is 1 where the window holds its 1, and 0 elsewhere; −∞ for a window in the padding alone.
    private static MaxPooling Maximum(string kind, Box box) =>
        new(kind, new SeparableMap(box.ToString(), [.. Enumerable.Range(0, box.Axes).Select(axis => (Func<Tensor, Tensor>)(line =>
            max_pool1d(line, box.Kernel[axis], box.Stride[axis], box.Padding[axis], box.Dilation[axis], box.Ceil).clamp_min(Scalars.Zero)))]));

    private static MaxPooling AdaptiveMaximum(string kind, long[] size) =>
        new(kind, new SeparableMap(To(size), [.. size.Select(length => (Func<Tensor, Tensor>)(line => adaptive_max_pool1d(line, length)))]));

    private static string To(long[] size) => $"to {string.Join('×', size)}";

    /// <summary>Windows of a pooling: one number per axis, or one for all.</summary>
    private sealed record Box
    {
        internal Box(int axes, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil)
        {
            (Axes, Ceil) = (axes, ceil);
            Kernel = Each(kernel);
            Stride = stride is null or [] ? Kernel : Each(stride);
            Padding = Each(padding is null or [] ? [0] : padding);
            Dilation = Each(dilation is null or [] ? [1] : dilation);

            long[] Each(long[] values) => values.Length == 1 ? [.. Enumerable.Repeat(values[0], axes)] : values;
        }

        internal Box(int axes, long[] kernel, long? stride, long? padding, long? dilation, bool ceil)
            : this(axes, kernel, One(stride), One(padding), One(dilation), ceil)
        {
        }

        internal int Axes { get; }

        internal long[] Kernel { get; }

        internal long[] Stride { get; }

        internal long[] Padding { get; }

        internal long[] Dilation { get; }

        internal bool Ceil { get; }

        internal bool IsPlain => !Ceil && Padding.All(p => p == 0);

        public override string ToString()
        {
            var text = string.Join('×', Kernel);
            if (!Stride.SequenceEqual(Kernel)) text += $", stride {string.Join('×', Stride)}";
            if (Padding.Any(p => p != 0)) text += $", padding {string.Join('×', Padding)}";
            if (Dilation.Any(d => d != 1)) text += $", dilation {string.Join('×', Dilation)}";
            return Ceil ? $"{text}, ceil" : text;
        }

        private static long[]? One(long? value) => value is { } number ? [number] : null;
    }
}
