using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>A convolution over one, two or three spatial axes, with stride, zero padding, dilation and groups.</summary>
/// <remarks>
/// The transposed map is computed as a forward convolution with flipped kernels whose channels are exchanged, over the output
/// spread by the stride and fully padded. <c>conv_transpose</c> and autograd are silently wrong with oneDNN on some processors
/// (see <see cref="Runtime.TorchRuntime.OneDnnGradientsAreRight"/>), and this is faster where both are right.
/// </remarks>
public sealed class ConvolutionMap : LinearMap
{
    private readonly Tensor weight, flipped;
    private readonly Tensor? bias;
    private readonly ConvolutionGeometry geometry;
    private readonly long[] stride, padding, dilation, ones;
    private readonly long[]? uneven;
    private readonly BlockedConvolution? blocked;

    /// <summary>Makes the map from snapshots of its parameters.</summary>
    /// <param name="weight">[out, in / groups, kernel…], with one to three kernel axes.</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="geometry">How the kernel moves.</param>
    public ConvolutionMap(Tensor weight, Tensor? bias, ConvolutionGeometry geometry)
    {
        this.geometry = geometry;
        (stride, padding, dilation) = ([.. geometry.Stride], [.. geometry.Padding], [.. geometry.Dilation]);
        ones = [.. stride.Select(_ => 1L)];
        if (!padding.SequenceEqual(geometry.PaddingAfter))
            uneven = [.. padding.Zip(geometry.PaddingAfter, (before, after) => (long[])[before, after]).Reverse().SelectMany(pair => pair)];
        this.weight = Own(weight);
        this.bias = bias is null ? null : Own(bias);
        using var scope = NewDisposeScope();
        flipped = Own(Flip(this.weight, geometry.Groups));
        if (Axes == 2 && geometry.Groups == 1 && dilation.All(d => d == 1))
            blocked = new BlockedConvolution(flipped);
    }

    internal long InputChannels => weight.shape[1] * geometry.Groups;

    internal long OutputChannels => weight.shape[0];

    private int Axes => stride.Length;

    /// <inheritdoc/>
    public override bool HasBias => bias is not null;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input)
    {
        if (uneven is null)
            return Convolve(input, weight, bias, stride, padding, dilation);
        using var padded = nn.functional.pad(input, uneven);
        return Convolve(padded, weight, bias, stride, [.. ones.Select(_ => 0L)], dilation);
    }

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape)
    {
        using var scope = NewDisposeScope();
        var spread = Spread(output);
        // Pads so that the result has the input's shape: (k−1)·dilation − padding before, whatever remains after.
        var pads = new long[2 * Axes];
        for (var axis = 0; axis < Axes; axis++)
        {
            var reach = (weight.shape[axis + 2] - 1) * dilation[axis];
            var before = reach - padding[axis];
            var after = inputShape[axis + 2] + reach - spread.shape[axis + 2] - before;
            (pads[2 * (Axes - 1 - axis)], pads[2 * (Axes - 1 - axis) + 1]) = (before, after);
        }
        var symmetric = Enumerable.Range(0, Axes).All(i => pads[2 * i] == pads[2 * i + 1] && pads[2 * i] >= 0);
        long[] none = [.. ones.Select(_ => 0L)];
        long[] sides = symmetric ? [.. Enumerable.Range(0, Axes).Select(axis => pads[2 * (Axes - 1 - axis)])] : none;
        var padded = symmetric ? spread : nn.functional.pad(spread, pads);
        return (blocked?.Apply(padded, sides) ?? Convolve(padded, flipped, null, ones, sides, dilation)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part)
    {
        using var scope = NewDisposeScope();
        return new ConvolutionMap(part.Of(weight), null, geometry);
    }

    internal override LinearMap Replace(Func<Tensor, Tensor> replace)
    {
        using var scope = NewDisposeScope();
        return new ConvolutionMap(replace(weight), bias is null ? null : replace(bias), geometry);
    }

    internal override LinearMap? Beside(LinearMap other)
    {
        if (geometry.Groups != 1)
            return null;
        using var scope = NewDisposeScope();
        return new ConvolutionMap(cat([weight, ((ConvolutionMap)other).weight], 1), null, geometry);
    }

    /// <inheritdoc/>
    public override Tensor? Bias(int outputRank) => bias?.view([-1, .. ones]);

    /// <inheritdoc/>
    public override LinearMap To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new ConvolutionMap(weight.to(type), bias?.to(type), geometry);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{InputChannels} → {OutputChannels}, {Kernel}";

    /// <summary>The kernel and how it moves, in words.</summary>
    internal string Kernel
    {
        get
        {
            var text = string.Join('×', weight.shape[2..]);
            if (stride.Any(s => s != 1)) text += $", stride {string.Join('×', stride)}";
            if (padding.Concat(geometry.PaddingAfter).Any(p => p != 0))
            {
                var both = padding.Zip(geometry.PaddingAfter, (before, after) => before == after ? $"{before}" : $"{before}+{after}");
                text += $", padding {string.Join('×', both)}";
            }
            if (dilation.Any(d => d != 1)) text += $", dilation {string.Join('×', dilation)}";
            return geometry.Groups == 1 ? text : $"{text}, {geometry.Groups} groups";
        }
    }

    internal override LinearMap? Before(ChannelwiseMap next)
    {
        if (next.Channels != OutputChannels)
            return null;
        using var scope = NewDisposeScope();
        var shift = bias is null ? next.Shift : (bias * next.Scale).Plus(next.Shift);
        return new ConvolutionMap(weight * next.Scale.view([-1, 1, .. ones]), shift, geometry);
    }

    // With padding there is no such convolution: the border would have to be padded with the value that the offset takes to zero.
    internal override LinearMap? After(ChannelwiseMap previous)
    {
        if (previous.Channels != InputChannels || padding.Concat(geometry.PaddingAfter).Any(p => p != 0))
            return null;
        using var scope = NewDisposeScope();
        var offset = (weight.flatten(2).sum(2) * OfGroup(previous.Shift)).sum(1);
        return new ConvolutionMap(weight * OfGroup(previous.Scale).view([.. weight.shape[..2], .. ones]), bias is null ? offset : bias.Plus(offset), geometry);
    }

    /// <summary>The same convolution of inputs multiplied by a factor per channel.</summary>
    internal ConvolutionMap WithInputsTimes(Tensor scale)
    {
        using var scope = NewDisposeScope();
        return new ConvolutionMap(weight * OfGroup(scale).view([.. weight.shape[..2], .. ones]), bias, geometry);
    }

    /// <summary>The shape of the smallest input that gives an output of a shape.</summary>
    internal long[] SmallestInput(long[] outputShape) =>
    [
        outputShape[0], InputChannels,
        .. stride.Select((s, axis) =>
            (outputShape[axis + 2] - 1) * s + (weight.shape[axis + 2] - 1) * dilation[axis] + 1 - padding[axis] - geometry.PaddingAfter[axis]),
    ];

    /// <summary>[groups · inputs] → [outputs, inputs]: each output sees the channels of its group.</summary>
    private Tensor OfGroup(Tensor channels)
    {
        var (outputs, inputs, groups) = (weight.shape[0], weight.shape[1], geometry.Groups);
        return channels.view(groups, 1, inputs).expand(groups, outputs / groups, inputs).reshape(outputs, inputs);
    }

    /// <summary>[out, in/g, k…] → [in, out/g, k…] with every kernel axis reversed: the weights of the transposed map.</summary>
    private static Tensor Flip(Tensor weight, long groups)
    {
        var (outputs, inputs, kernel) = (weight.shape[0], weight.shape[1], weight.shape[2..]);
        return weight.flip([.. Enumerable.Range(2, kernel.Length).Select(axis => (long)axis)])
            .reshape([groups, outputs / groups, inputs, .. kernel])
            .transpose(1, 2)
            .reshape([groups * inputs, outputs / groups, .. kernel])
            .contiguous();
    }

    /// <summary>Puts stride − 1 zeros between neighbouring elements of each spatial axis.</summary>
    private Tensor Spread(Tensor output)
    {
        if (stride.All(s => s == 1))
            return output;
        long[] shape = [.. output.shape[..2], .. stride.Select((s, axis) => (output.shape[axis + 2] - 1) * s + 1)];
        var spread = zeros(shape, output.dtype, output.device);
        TensorIndex[] every = [TensorIndex.Colon, TensorIndex.Colon, .. stride.Select(s => TensorIndex.Slice(step: s))];
        spread.index_put_(output, every);
        return spread;
    }

    private Tensor Convolve(Tensor input, Tensor kernel, Tensor? offset, long[] step, long[] zeros, long[] spacing) => Axes switch
    {
        1 => nn.functional.conv1d(input, kernel, offset, step[0], zeros[0], spacing[0], geometry.Groups),
        2 => nn.functional.conv2d(input, kernel, offset, step, zeros, spacing, geometry.Groups),
        _ => nn.functional.conv3d(input, kernel, offset, step, zeros, spacing, geometry.Groups),
    };
}
