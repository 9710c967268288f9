using System.Numerics.Tensors;
using CsCheck;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests.Support;

/// <summary>A module of one kind with random geometry and weights, and the shape of an image for it, without the batch.</summary>
/// <param name="Module">The module, in float64 and in evaluation mode.</param>
/// <param name="Shape">The image's shape.</param>
/// <param name="Seed">Of the images.</param>
internal sealed record LayerCase(nn.Module<Tensor, Tensor> Module, long[] Shape, int Seed)
{
    /// <summary>The image's shape.</summary>
    public Shape Image => new([.. Shape.Select(length => (int)length)]);

    /// <summary>The module as a network.</summary>
    public Network Network => TorchNetwork.From(Module);

    /// <summary>The map of a module that is one linear layer.</summary>
    public LinearMap ReadMap() => ((LinearLayer)Network.Nodes.Single().Layer).Map;

    /// <summary>A number of images that fills a tile in part, whole, or more than that.</summary>
    public int ManyImages => 5 + Seed % 16;

    public Tensor<double> Images(int count = 2) => Arrays.Normal(Seed, count, Image);

    /// <summary>What the module itself computes.</summary>
    public Tensor<double> Expected(Tensor<double> images)
    {
        using var nothing = no_grad();
        return TorchTensors.Copy<double>(Module.call(TorchTensors.Copy(images)));
    }

    public override string ToString() => $"seed {Seed}, image {Image}: {Module.GetType().Name}({string.Join(", ", Module.named_children().Select(child => child.module.GetType().Name))})";
}

/// <summary>Random modules of each kind that the library knows.</summary>
internal static class LayerCases
{
    private static readonly Gen<(int Seed, bool Bias)> Common = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Bool);

    private static readonly Gen<Axis[]> TwoAxes = Gen.Select(
        Gen.Long[1, 3], Gen.Long[1, 3], Gen.Long[0, 2], Gen.Long[1, 2], Gen.Long[6, 9], (kernel, stride, padding, dilation, length) => new Axis(kernel, stride, padding, dilation, length)).Array[2];

    /// <summary>One axis of a convolution or pooling.</summary>
    private sealed record Axis(long Kernel, long Stride, long Padding, long Dilation, long Length)
    {
        // A pooling's padding is at most half its kernel.
        public long PoolingPadding => Math.Min(Padding, Kernel / 2);
    }

    public static IReadOnlyDictionary<string, Gen<LayerCase>> All { get; } = new Dictionary<string, Gen<LayerCase>>
    {
        ["Linear"] = Gen.Select(Common, Gen.Long[1, 5], Gen.Long[1, 4]).Select((c, i, o) => Case(c.Seed, nn.Linear(i, o, c.Bias), i)),
        ["Conv1d"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.Conv1d(i, o, a[0].Kernel, a[0].Stride, a[0].Padding, a[0].Dilation, groups: g, bias: c.Bias), i, a[0].Length)),
        ["Conv2d"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.Conv2d(i, o, Two(a, x => x.Kernel), Two(a, x => x.Stride), Two(a, x => x.Padding), Two(a, x => x.Dilation), groups: g, bias: c.Bias), i, a[0].Length, a[1].Length)),
        ["Conv3d"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.Conv3d(i, o, (a[0].Kernel, a[1].Kernel, 2), (a[0].Stride, 1, a[1].Stride), (0, a[0].Padding, a[1].Padding), (1, a[0].Dilation, a[1].Dilation), groups: g, bias: c.Bias),
            i, a[0].Length, a[1].Length, 5)),
        ["Conv2d, same"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.Conv2d(i, o, Two(a, x => x.Kernel), Padding.Same, (1, 1), Two(a, x => x.Dilation), groups: g, bias: c.Bias), i, a[0].Length, a[1].Length)),
        ["Conv1d, valid"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.Conv1d(i, o, a[0].Kernel, Padding.Valid, a[0].Stride, a[0].Dilation, groups: g, bias: c.Bias), i, a[0].Length)),
        ["Conv2d, padding of values"] = Gen.Select(Gen.Int[1, 3].Select(i => (PaddingModes)i), Gen.Bool, TwoAxes, Common)
            .Select((mode, same, a, c) => Case(c.Seed, same
                ? nn.Conv2d(2, 3, a[0].Kernel, Padding.Same, 1, a[0].Dilation, mode, bias: c.Bias)
                : nn.Conv2d(2, 3, Two(a, x => x.Kernel), Two(a, x => x.Stride), Two(a, x => x.Padding), Two(a, x => x.Dilation), mode, bias: c.Bias), 2, a[0].Length, a[1].Length)),
        ["ConvTranspose1d"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.ConvTranspose1d(i, o, a[0].Kernel + 1, a[0].Stride, Math.Min(a[0].Padding, 1), c.Seed % Math.Max(a[0].Stride, a[0].Dilation), a[0].Dilation, groups: g, bias: c.Bias), i, a[0].Length)),
        ["ConvTranspose2d"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.ConvTranspose2d(i, o, Two(a, x => x.Kernel), Two(a, x => x.Stride), Two(a, x => x.Padding), OutputPadding(c.Seed, a), Two(a, x => x.Dilation), groups: g, bias: c.Bias),
            i, a[0].Length, a[1].Length)),
        ["ConvTranspose3d"] = Convolution((c, a, i, o, g) => Case(c.Seed,
            nn.ConvTranspose3d(i, o, (a[0].Kernel, 2, 1), (a[0].Stride, 1, a[1].Stride), groups: g, bias: c.Bias), i, a[0].Length, a[1].Length, 4)),
        ["AvgPool1d"] = Pooling((c, a) => Case(c.Seed,
            nn.AvgPool1d(a[0].Kernel, a[0].Stride, a[0].PoolingPadding, c.Bias, a[1].Stride == 1), 2, a[0].Length)),
        ["AvgPool2d"] = Pooling((c, a) => Case(c.Seed,
            nn.AvgPool2d(Two(a, x => x.Kernel), Two(a, x => x.Stride), Two(a, x => x.PoolingPadding), c.Bias, a[1].Dilation == 1, c.Seed % 3 == 0 ? c.Seed % 5 + 1 : null), 2, a[0].Length, a[1].Length)),
        ["AvgPool2d, plain"] = Pooling((c, a) => Case(c.Seed, nn.AvgPool2d(a[0].Kernel, c.Bias ? null : a[0].Stride), 2, a[0].Length, a[1].Length)),
        ["AvgPool3d"] = Pooling((c, a) => Case(c.Seed,
            nn.AvgPool3d((a[0].Kernel, a[1].Kernel, 2), (a[0].Stride, a[1].Stride, 1), (a[0].PoolingPadding, a[1].PoolingPadding, 1), c.Bias, a[1].Dilation == 1), 2, a[0].Length, a[1].Length, 4)),
        ["AdaptiveAvgPool1d"] = Pooling((c, a) => Case(c.Seed, nn.AdaptiveAvgPool1d(a[0].Kernel * a[0].Stride), 2, a[0].Length)),
        ["AdaptiveAvgPool2d"] = Pooling((c, a) => Case(c.Seed, nn.AdaptiveAvgPool2d((a[0].Kernel, a[1].Kernel * a[1].Stride)), 2, a[0].Length, a[1].Length)),
        ["AdaptiveAvgPool3d"] = Pooling((c, a) => Case(c.Seed, nn.AdaptiveAvgPool3d((a[0].Kernel, a[1].Kernel, 3)), 2, a[0].Length, a[1].Length, 4)),
        ["MaxPool1d"] = Pooling((c, a) => Case(c.Seed, nn.MaxPool1d(a[0].Kernel, a[0].Stride, a[0].PoolingPadding, a[0].Dilation, c.Bias), 2, a[0].Length)),
        ["MaxPool2d"] = Pooling((c, a) => Case(c.Seed,
            nn.MaxPool2d(Two(a, x => x.Kernel), Two(a, x => x.Stride), Two(a, x => x.PoolingPadding), Two(a, x => x.Dilation), c.Bias), 2, a[0].Length, a[1].Length)),
        ["MaxPool2d, plain"] = Pooling((c, a) => Case(c.Seed, nn.MaxPool2d(a[0].Kernel), 2, a[0].Length, a[1].Length)),
        ["MaxPool3d"] = Pooling((c, a) => Case(c.Seed, nn.MaxPool3d((a[0].Kernel, a[1].Kernel, 2), (a[0].Stride, a[1].Stride, 1)), 2, a[0].Length, a[1].Length, 4)),
        ["AdaptiveMaxPool1d"] = Pooling((c, a) => Case(c.Seed, nn.AdaptiveMaxPool1d(a[0].Kernel * a[0].Stride), 2, a[0].Length)),
        ["AdaptiveMaxPool2d"] = Pooling((c, a) => Case(c.Seed, nn.AdaptiveMaxPool2d([a[0].Kernel, a[1].Kernel * a[1].Stride]), 2, a[0].Length, a[1].Length)),
        ["ZeroPad2d"] = Pooling((c, a) => Case(c.Seed, nn.ZeroPad2d((a[0].Kernel, a[1].Padding, a[1].Stride, a[0].Padding)), 2, a[0].Length, a[1].Length)),
        ["ConstantPad1d"] = Pooling((c, a) => Case(c.Seed, nn.ConstantPad1d((a[0].Kernel, a[1].Padding), 1.5), 2, a[0].Length)),
        ["ConstantPad2d"] = Pooling((c, a) => Case(c.Seed, nn.ConstantPad2d((a[0].Kernel, a[1].Padding, -a[0].Padding, a[1].Stride), -0.5), 2, a[0].Length, a[1].Length)),
        ["ConstantPad3d"] = Pooling((c, a) => Case(c.Seed, nn.ConstantPad3d((1, 0, a[0].Kernel, a[1].Padding, a[1].Stride, 0), 2), 2, a[0].Length, a[1].Length, 3)),
        ["ReflectionPad1d"] = Pooling((c, a) => Case(c.Seed, nn.ReflectionPad1d((a[0].Padding, a[1].Kernel)), 2, a[0].Length)),
        ["ReflectionPad2d"] = Pooling((c, a) => Case(c.Seed, nn.ReflectionPad2d((a[0].Padding, a[1].Kernel, a[1].Stride, a[0].Kernel)), 2, a[0].Length, a[1].Length)),
        ["ReflectionPad3d"] = Pooling((c, a) => Case(c.Seed, nn.ReflectionPad3d((1, 0, a[0].Kernel, a[1].Padding, a[1].Stride, 0)), 2, a[0].Length, a[1].Length, 3)),
        ["ReplicationPad1d"] = Pooling((c, a) => Case(c.Seed, nn.ReplicationPad1d((a[0].Padding, a[1].Kernel)), 2, a[0].Length)),
        ["ReplicationPad2d"] = Pooling((c, a) => Case(c.Seed, nn.ReplicationPad2d((a[0].Padding, a[1].Kernel, a[1].Stride, a[0].Kernel)), 2, a[0].Length, a[1].Length)),
        ["ReplicationPad3d"] = Pooling((c, a) => Case(c.Seed, nn.ReplicationPad3d((1, 0, a[0].Kernel, a[1].Padding, a[1].Stride, 0)), 2, a[0].Length, a[1].Length, 3)),
        ["Upsample, nearest"] = Upsampling((c, size, factor) => Case(c.Seed, nn.Upsample(size, factor), 2, 4, 5)),
        ["Upsample, nearest line"] = Upsampling((c, size, factor) => Case(c.Seed, nn.Upsample(size?[..1], Consistent(factor?[..1], 7)), 2, 7)),
        ["Upsample, nearest volume"] = Upsampling((c, size, factor) => Case(c.Seed, nn.Upsample(size is null ? null : [.. size, 5], factor is null ? null : [.. Consistent(factor, 4, 5)!, 2]), 1, 4, 5, 3)),
        ["Upsample, factor recomputed"] = Upsampling((c, _, factor) => Case(c.Seed, nn.Upsample(
            null, factor ?? [1.3, 2.6], c.Bias ? UpsampleMode.Nearest : UpsampleMode.Bilinear, recompute_scale_factor: true), 2, 4, 5)),
        ["Upsample, bilinear"] = Upsampling((c, size, factor) => Case(c.Seed, nn.Upsample(size, factor, UpsampleMode.Bilinear, c.Bias), 2, 4, 5)),
        ["Upsample, linear"] = Upsampling((c, size, factor) => Case(c.Seed, nn.Upsample(size?[..1], factor?[..1], UpsampleMode.Linear, c.Bias), 2, 7)),
        ["Upsample, trilinear"] = Upsampling((c, size, factor) => Case(c.Seed,
            nn.Upsample(size is null ? null : [.. size, 5], factor is null ? null : [.. factor, 2], UpsampleMode.Trilinear, c.Bias), 2, 4, 5, 3)),
        ["BatchNorm1d"] = Common.Select(c => Case(c.Seed, nn.BatchNorm1d(3, affine: c.Bias), 3)),
        ["BatchNorm2d"] = Common.Select(c => Case(c.Seed, nn.BatchNorm2d(3, affine: c.Bias), 3, 4, 5)),
        ["BatchNorm3d"] = Common.Select(c => Case(c.Seed, nn.BatchNorm3d(3, affine: c.Bias), 3, 4, 5, 2)),
        ["ReLU"] = Elementwise(_ => nn.ReLU()),
        ["LeakyReLU"] = Elementwise(p => nn.LeakyReLU(p)),
        ["ELU"] = Elementwise(p => nn.ELU(p)),
        ["GELU"] = Elementwise(_ => nn.GELU()),
        ["GELU, tanh"] = Elementwise(_ => nn.GELU(GELU.Approximate.tanh)),
        ["SiLU"] = Elementwise(_ => nn.SiLU()),
        ["Tanh"] = Elementwise(_ => nn.Tanh()),
        ["Sigmoid"] = Elementwise(_ => nn.Sequential(nn.Sigmoid(), nn.Identity())),
        ["Softplus"] = Elementwise(p => nn.Softplus(p, 2)),
        ["ReLU6"] = Elementwise(p => nn.Sequential(nn.Linear(5, 5), nn.ReLU6())),
        ["Flatten"] = Common.Select(c => Case(c.Seed, nn.Flatten(c.Bias ? 1 : 2), 2, 3, 4)),
        ["Unflatten"] = Common.Select(c => Case(c.Seed, nn.Unflatten(c.Bias ? 1 : 2, [2, 3]), c.Bias ? [6, 4] : [4, 6])),
        ["Dropout"] = Elementwise(_ => nn.Sequential(nn.Dropout(), nn.AlphaDropout(), nn.FeatureAlphaDropout(), nn.Identity(), nn.Dropout2d())),
        ["Dropout1d"] = Common.Select(c => Case(c.Seed, nn.Dropout1d(), 3, 4)),
        ["Dropout3d"] = Common.Select(c => Case(c.Seed, nn.Dropout3d(), 2, 3, 4, 2)),
    };

    /// <summary>Those of them that are one linear layer.</summary>
    public static IReadOnlyList<string> Linear { get; } =
    [
        "Linear", "Conv1d", "Conv2d", "Conv3d", "Conv2d, same", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d", "AvgPool1d", "AvgPool2d",
        "AvgPool2d, plain", "AvgPool3d", "AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d", "Upsample, linear", "Upsample, bilinear",
        "Upsample, trilinear", "BatchNorm1d", "BatchNorm2d",
    ];

    private static Gen<LayerCase> Convolution(Func<(int Seed, bool Bias), Axis[], long, long, long, LayerCase> make) =>
        Gen.Select(Common, TwoAxes, Gen.Long[1, 2], Gen.Long[1, 3], Gen.Long[1, 2])
            .Select((common, axes, inputs, outputs, groups) => make(common, axes, inputs * groups, outputs * groups, groups));

    private static Gen<LayerCase> Pooling(Func<(int Seed, bool Bias), Axis[], LayerCase> make) => Gen.Select(Common, TwoAxes).Select(make);

    private static Gen<LayerCase> Upsampling(Func<(int Seed, bool Bias), long[]?, double[]?, LayerCase> make) =>
        Gen.Select(Common, Gen.Bool, Gen.Long[1, 11].Array[2], Gen.Double[0.5, 3].Array[2]).Select((c, bySize, sizes, factors) => make(c, bySize ? sizes : null, bySize ? null : factors));

    // On lines and in volumes libtorch's gradient is not always that of its values: see ResizeAxis. Such factors become 1 or 2.
    private static double[]? Consistent(double[]? factors, params long[] lengths) => factors is null ? null : [.. factors.Zip(lengths, (factor, length) =>
    {
        var outputs = (long)(factor * length);
        var agree = Enumerable.Range(0, (int)outputs).All(output => MathF.Floor((float)(output * (1 / factor))) == MathF.Floor(output * (float)(1 / factor)));
        return outputs == length ? 1 : outputs == 2 * length || !agree ? 2 : factor;
    })];

    private static Gen<LayerCase> Elementwise(Func<double, nn.Module<Tensor, Tensor>> make) =>
        Gen.Select(Common, Gen.Double[0.1, 2]).Select((c, parameter) => Case(c.Seed, make(parameter), 3, 2, 5));

    private static (long, long) Two(Axis[] axes, Func<Axis, long> property) => (property(axes[0]), property(axes[1]));

    // The same along both axes, and less than either both strides or both dilations.
    private static (long, long) OutputPadding(int seed, Axis[] axes)
    {
        var padding = seed % Math.Max(axes.Min(axis => axis.Stride), axes.Min(axis => axis.Dilation));
        return (padding, padding);
    }

    public static LayerCase Case(int seed, nn.Module<Tensor, Tensor> module, params long[] shape)
    {
        var wide = module.to(ScalarType.Float64);
        wide.eval();
        // A scope keeps what only a native call refers to, and could be collected during that call.
        using var scope = NewDisposeScope();
        using var nothing = no_grad();
        var number = 0;
        foreach (var parameter in wide.parameters())
            parameter.copy_(Random(parameter.shape, value => value * 0.5));
        foreach (var (name, buffer) in wide.named_buffers().Where(buffer => buffer.buffer.is_floating_point()))
            buffer.copy_(Random(buffer.shape, name.EndsWith("var", StringComparison.Ordinal) ? value => 0.2 + Math.Min(value * value, 1) : value => value));
        return new LayerCase(wide, shape, seed);

        Tensor Random(long[] lengths, Func<double, double> function) => TorchTensors.Copy(
            Arrays.Normal(unchecked(seed + ++number), 1, new([.. lengths.Select(length => (int)length)])).Map(function)).reshape(lengths);
    }
}
