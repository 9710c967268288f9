using System.Collections.Concurrent;
using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>
/// Average pooling over two spatial axes with windows that neither overlap nor reach beyond the image, the usual kind: every weight of a window
/// is 1 / (elements of the window), the same for all channels, and there is no bias. Other poolings are a <see cref="SeparableMap"/>.
/// </summary>
/// <remarks>
/// libtorch's own pooling takes six times as long as the sums of strided slices here, and its upsampling four times as long as the product with a
/// matrix that repeats each value.
/// </remarks>
public sealed class AveragePoolingMap : LinearMap
{
    private readonly long height, width;
    private readonly double weight;
    private readonly Scalar share;
    private readonly ConcurrentDictionary<(long Columns, long InputColumns, ScalarType Type), Tensor> repetitions = new();

    /// <summary>Makes the map.</summary>
    /// <param name="height">The window's height, and the distance between windows.</param>
    /// <param name="width">The window's width, and the distance between windows.</param>
    public AveragePoolingMap(long height, long width) : this(height, width, 1.0 / (height * width))
    {
    }

    private AveragePoolingMap(long height, long width, double weight) => (this.height, this.width, this.weight, share) = (height, width, weight, Scalars.Of(weight));

    /// <inheritdoc/>
    public override bool HasBias => false;

    /// <inheritdoc/>
    public override bool HasWeights => false;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input)
    {
        using var scope = NewDisposeScope();
        var rows = SumOfSlices(input, 2, height);
        return SumOfSlices(rows, 3, width).mul(share).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (output.shape[2], output.shape[3]);
        // One row of outputs [columns] becomes `height` equal rows of inputs [inputShape[3]], columns beyond the last window being zero.
        var spread = output.reshape(-1, columns).mm(Repetition(columns, inputShape[3], output.dtype)).reshape(output.shape[0], output.shape[1], -1, inputShape[3]);
        var below = inputShape[2] - rows * height;
        return (below == 0 ? spread : nn.functional.pad(spread, (0, 0, 0, below))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => new AveragePoolingMap(height, width, part.Of(weight));

    /// <inheritdoc/>
    public override Tensor? Bias(int outputRank) => null;

    /// <inheritdoc/>
    public override LinearMap To(ScalarType type) => this;

    /// <inheritdoc/>
    public override string ToString() => $"{height}×{width}";

    private static Tensor SumOfSlices(Tensor values, long axis, long length)
    {
        var end = values.shape[axis] / length * length;
        var sum = values.slice(axis, 0, end, length);
        if (length == 1)
            return sum;
        sum = sum.Plus(values.slice(axis, 1, end, length));
        for (var i = 2; i < length; i++)
            sum.Increase(values.slice(axis, i, end, length));
        return sum;
    }

    /// <summary>[columns, height · inputColumns] with the weight where the output of a column and an input of its window meet.</summary>
    private Tensor Repetition(long columns, long inputColumns, ScalarType type) => repetitions.GetOrAdd((columns, inputColumns, type), key =>
    {
        using var scope = NewDisposeScope();
        var values = new double[key.Columns, height * key.InputColumns];
        for (var place = 0L; place < key.Columns * height * width; place++)
        {
            var (column, row, x) = (place / (height * width), place / width % height, place % width);
            values[column, row * key.InputColumns + column * width + x] = weight;
        }
        return Own(tensor(values, key.Type));
    });
}
