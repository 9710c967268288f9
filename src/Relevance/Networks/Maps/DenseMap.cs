using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>A fully connected map: z_k = Σ_j w_kj a_j + b_k.</summary>
public sealed class DenseMap : LinearMap
{
    private readonly Tensor weight;
    private readonly Tensor? bias;

    /// <summary>Makes the map from snapshots of its parameters.</summary>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or null.</param>
    public DenseMap(Tensor weight, Tensor? bias)
    {
        this.weight = Own(weight);
        this.bias = bias is null ? null : Own(bias);
    }

    /// <inheritdoc/>
    public override bool HasBias => bias is not null;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input) => nn.functional.linear(input, weight, bias);

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape) => nn.functional.linear(output, weight.t());

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part)
    {
        using var scope = NewDisposeScope();
        return new DenseMap(part.Of(weight), null);
    }

    internal override LinearMap? Beside(LinearMap other)
    {
        using var scope = NewDisposeScope();
        return new DenseMap(cat([weight, ((DenseMap)other).weight], 1), null);
    }

    /// <inheritdoc/>
    public override Tensor? Bias(int outputRank) => bias;

    /// <inheritdoc/>
    public override LinearMap To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new DenseMap(weight.to(type), bias?.to(type));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{weight.shape[1]} → {weight.shape[0]}";
}
