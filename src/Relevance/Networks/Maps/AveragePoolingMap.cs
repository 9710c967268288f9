using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>
/// Average pooling over windows of two spatial axes as the linear map that it is: every weight of a window is 1 / (elements of
/// the window), the same for all channels, and there is no bias. A modified weight ρ(w) is again one number per window.
/// </summary>
public sealed class AveragePoolingMap : LinearMap
{
    private readonly long[] kernel, stride;
    private readonly double weight;
    private readonly Scalar share, factor;

    /// <summary>Makes the map.</summary>
    /// <param name="kernel">The window's height and width.</param>
    /// <param name="stride">The distance between windows.</param>
    public AveragePoolingMap(IReadOnlyList<long> kernel, IReadOnlyList<long> stride)
        : this([.. kernel], [.. stride], 1.0 / (kernel[0] * kernel[1]))
    {
    }

    private AveragePoolingMap(long[] kernel, long[] stride, double weight)
    {
        (this.kernel, this.stride, this.weight) = (kernel, stride, weight);
        (share, factor) = (weight, weight * Elements);
    }

    private long Elements => kernel[0] * kernel[1];

    /// <inheritdoc/>
    public override bool HasBias => false;

    /// <inheritdoc/>
    public override bool HasWeights => false;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input)
    {
        var mean = nn.functional.avg_pool2d(input, kernel, stride);
        return weight * Elements == 1 ? mean : mean.mul_(factor);
    }

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (inputShape[2], inputShape[3]);
        if (stride.SequenceEqual(kernel))
        {
            // Windows do not overlap: every element of a window receives the same share, those beyond the last window none.
            var spread = (output * share).repeat_interleave(kernel[0], 2).repeat_interleave(kernel[1], 3);
            var (below, beside) = (height - spread.shape[2], width - spread.shape[3]);
            return (below == 0 && beside == 0 ? spread : nn.functional.pad(spread, (0, beside, 0, below))).MoveToOuterDisposeScope();
        }
        // Windows overlap: the transposed map of a box is a box, over the outputs spread by the stride.
        var (rows, columns) = ((output.shape[2] - 1) * stride[0] + 1, (output.shape[3] - 1) * stride[1] + 1);
        var apart = zeros([output.shape[0], output.shape[1], rows, columns], output.dtype, output.device);
        apart.index_put_(output, TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(step: stride[0]), TensorIndex.Slice(step: stride[1]));
        var padded = nn.functional.pad(apart, (kernel[1] - 1, width - columns, kernel[0] - 1, height - rows));
        return nn.functional.avg_pool2d(padded, kernel, [1, 1]).mul_(factor).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part)
    {
        using var scope = NewDisposeScope();
        return new AveragePoolingMap(kernel, stride, part.Of(tensor(weight, ScalarType.Float64)).item<double>());
    }

    /// <inheritdoc/>
    public override Tensor? Bias(int outputRank) => null;

    /// <inheritdoc/>
    public override LinearMap To(ScalarType type) => this;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('×', kernel) + (stride.SequenceEqual(kernel) ? "" : $", stride {string.Join('×', stride)}");
}
