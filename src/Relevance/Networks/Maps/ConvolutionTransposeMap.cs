using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>A transposed convolution over one, two or three spatial axes: the adjoint of a convolution, plus a bias.</summary>
/// <remarks>
/// <c>conv_transpose</c> is silently wrong with oneDNN on some processors: see <see cref="ConvolutionMap"/>, whose two maps are exchanged here.
/// </remarks>
public sealed class ConvolutionTransposeMap : LinearMap
{
    private readonly ConvolutionMap adjoint;
    private readonly Tensor? bias;
    private readonly long[] outputPadding;

    /// <summary>Makes the map from snapshots of its parameters.</summary>
    /// <param name="weight">[in, out / groups, kernel…], with one to three kernel axes.</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="geometry">Of the convolution of which this is the adjoint: a stride spreads, padding crops.</param>
    /// <param name="outputPadding">The rows added at the end of each output axis.</param>
    public ConvolutionTransposeMap(Tensor weight, Tensor? bias, ConvolutionGeometry geometry, IReadOnlyList<long> outputPadding)
        : this(new ConvolutionMap(weight, null, geometry), bias is null ? null : Own(bias), [.. outputPadding])
    {
    }

    private ConvolutionTransposeMap(ConvolutionMap adjoint, Tensor? bias, long[] outputPadding) =>
        (this.adjoint, this.bias, this.outputPadding) = (adjoint, bias, outputPadding);

    /// <inheritdoc/>
    public override bool HasBias => bias is not null;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input)
    {
        using var scope = NewDisposeScope();
        var shape = adjoint.SmallestInput(input.shape);
        for (var axis = 0; axis < outputPadding.Length; axis++)
            shape[axis + 2] += outputPadding[axis];
        var result = adjoint.Transpose(input, shape);
        return (bias is null ? result : result.Increase(Bias((int)input.dim())!)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape)
    {
        using var scope = NewDisposeScope();
        var result = adjoint.Apply(output);
        // An output padding of a stride or more, which a dilation allows, gives the convolution further steps that no input has taken.
        for (var axis = 2; axis < inputShape.Length; axis++)
            result = result.narrow(axis, 0, inputShape[axis]);
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => new ConvolutionTransposeMap((ConvolutionMap)adjoint.Take(part), null, outputPadding);

    internal override LinearMap Replace(Func<Tensor, Tensor> replace)
    {
        using var scope = NewDisposeScope();
        return new ConvolutionTransposeMap((ConvolutionMap)adjoint.Replace(replace), bias is null ? null : Own(replace(bias)), outputPadding);
    }

    /// <inheritdoc/>
    public override Tensor? Bias(int outputRank) => bias?.view([-1, .. Enumerable.Repeat(1L, outputRank - 2)]);

    /// <inheritdoc/>
    public override LinearMap To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new ConvolutionTransposeMap((ConvolutionMap)adjoint.To(type), bias is null ? null : Own(bias.to(type)), outputPadding);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{adjoint.OutputChannels} → {adjoint.InputChannels}, {adjoint.Kernel}" +
        (outputPadding.Any(p => p != 0) ? $", output padding {string.Join('×', outputPadding)}" : "");

    internal override LinearMap? Before(ChannelwiseMap next)
    {
        if (next.Channels != adjoint.InputChannels)
            return null;
        using var scope = NewDisposeScope();
        var shift = bias is null ? next.Shift : (bias * next.Scale).Plus(next.Shift);
        return new ConvolutionTransposeMap(adjoint.WithInputsTimes(next.Scale), Own(shift), outputPadding);
    }
}
