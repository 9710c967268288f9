using System.Collections.Concurrent;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>
/// A linear map of each channel that factors over its spatial axes, with weights of at least 0 that the geometry fixes: z = M_h a M_wᵀ for
/// two axes. Average pooling of every kind, upsampling and padding that repeats the input are of this form.
/// </summary>
/// <remarks>
/// A part of a product of such weights is the product of the parts: (m_h m_w)⁺ = m_h m_w, (m_h m_w)² = m_h² m_w², and 1 where both are not 0.
/// </remarks>
public sealed class SeparableMap : LinearMap
{
    private readonly string description;
    private readonly Func<long, Tensor>[] matrices;
    private readonly ConcurrentDictionary<(int Axis, long Length, ScalarType Type), (Tensor Matrix, Tensor Transposed)> cache = new();

    /// <summary>Makes the map from what it does along each spatial axis.</summary>
    /// <param name="description">The geometry in words.</param>
    /// <param name="axes">
    /// One linear function of lines, [lines, 1, length] to [lines, 1, other length], per spatial axis; these are the last axes of the input.
    /// Its matrix is found by applying it to unit vectors, so that border and rounding are exactly those of the function.
    /// </param>
    public SeparableMap(string description, IReadOnlyList<Func<Tensor, Tensor>> axes)
        : this(description, [.. axes.Select(MatrixOf)])
    {
    }

    private SeparableMap(string description, Func<long, Tensor>[] matrices) => (this.description, this.matrices) = (description, matrices);

    /// <inheritdoc/>
    public override bool HasBias => false;

    /// <inheritdoc/>
    public override bool HasWeights => false;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input)
    {
        using var scope = NewDisposeScope();
        return AlongAll(input, axis => Matrices(axis, input.shape, input.dtype).Matrix).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape)
    {
        using var scope = NewDisposeScope();
        return AlongAll(output, axis => Matrices(axis, inputShape, output.dtype).Transposed).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part) => With(matrix =>
        part == WeightPart.Connection ? matrix.ne(Scalars.Zero).to(matrix.dtype) : part.Of(matrix));

    /// <summary>The map that gives every connected input of a unit the same weight, one over their number: the mean of the same windows.</summary>
    internal SeparableMap Mean() => With(matrix =>
    {
        var connected = matrix.ne(Scalars.Zero).to(matrix.dtype);
        return connected / connected.sum(1, keepdim: true).clamp_min(Scalars.One);
    });

    /// <summary>The map that gives every connected input of a unit the same weight, the inverse of a divisor.</summary>
    internal SeparableMap SumOver(long divisor)
    {
        var ofAxis = Scalars.Of(Math.Pow(divisor, 1.0 / matrices.Length));
        return With(matrix => matrix.ne(Scalars.Zero).to(matrix.dtype) / ofAxis);
    }

    /// <inheritdoc/>
    public override Tensor? Bias(int outputRank) => null;

    /// <inheritdoc/>
    public override LinearMap To(ScalarType type) => this;

    /// <inheritdoc/>
    public override string ToString() => description;

    /// <summary>The spatial axes.</summary>
    internal int Axes => matrices.Length;

    /// <summary>For each unit of an axis of a given length, the places of the inputs that it is connected to, in order.</summary>
    internal long[][] Connections(int axis, long length)
    {
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        var matrix = matrices[axis](length);
        var connected = matrix.ne(Scalars.Zero).contiguous().data<bool>().ToArray();
        return [.. Enumerable.Range(0, (int)matrix.shape[0]).Select(unit =>
            Enumerable.Range(0, (int)length).Where(place => connected[unit * length + place]).Select(place => (long)place).ToArray())];
    }

    private static Func<long, Tensor> MatrixOf(Func<Tensor, Tensor> function) => length =>
    {
        var columns = function(eye(length, dtype: ScalarType.Float64).unsqueeze(1)).squeeze(1);
        return columns.min().data<double>()[0] >= 0
            ? columns.t()
            : throw new ArgumentException("A separable map has weights of at least 0; a function of an axis gave a negative one.");
    };

    private SeparableMap With(Func<Tensor, Tensor> change) => new(description,
        [.. matrices.Select(matrix => (Func<long, Tensor>)(length => change(matrix(length))))]);

    private Tensor AlongAll(Tensor values, Func<int, Tensor> matrix)
    {
        for (var axis = matrices.Length - 1; axis >= 0; axis--)
        {
            var place = values.dim() - matrices.Length + axis;
            values = nn.functional.linear(values.transpose(place, -1), matrix(axis)).transpose(place, -1);
        }
        return values.contiguous();
    }

    private (Tensor Matrix, Tensor Transposed) Matrices(int axis, long[] inputShape, ScalarType type) =>
        cache.GetOrAdd((axis, inputShape[inputShape.Length - matrices.Length + axis], type), key =>
        {
            using var nothing = no_grad();
            using var scope = NewDisposeScope();
            var matrix = matrices[key.Axis](key.Length).to(key.Type);
            return (Own(matrix.contiguous()), Own(matrix.t().contiguous()));
        });
}
