using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>A fully connected map: z_k = Σ_j w_kj a_j + b_k, over the last axis.</summary>
public sealed class DenseMap : LinearMap
{
    private readonly Tensor weight;
    private readonly Tensor? bias;
    private readonly bool onlyVectors;

    /// <summary>Makes the map from snapshots of its parameters.</summary>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or null.</param>
    public DenseMap(Tensor weight, Tensor? bias)
        : this(weight, bias, false)
    {
    }

    private DenseMap(Tensor weight, Tensor? bias, bool onlyVectors)
    {
        this.weight = Own(weight);
        this.bias = bias is null ? null : Own(bias);
        this.onlyVectors = onlyVectors;
    }

    /// <inheritdoc/>
    public override bool HasBias => bias is not null;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input) => onlyVectors && input.dim() != 2
        ? throw new ArgumentException(
            "A fully connected layer beside a batch normalisation needs an input of [N, features], not of " +
            $"[{string.Join(", ", input.shape)}]; flatten it first.")
        : nn.functional.linear(input, weight, bias);

    /// <inheritdoc/>
    public override Tensor Transpose(Tensor output, long[] inputShape) => nn.functional.linear(output, weight.t());

    /// <inheritdoc/>
    public override LinearMap Take(WeightPart part)
    {
        using var scope = NewDisposeScope();
        return new DenseMap(part.Of(weight), null);
    }

    internal override LinearMap Replace(Func<Tensor, Tensor> replace)
    {
        using var scope = NewDisposeScope();
        return new DenseMap(replace(weight), bias is null ? null : replace(bias), onlyVectors);
    }

    internal override long ChannelAxis => -1;

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
        return new DenseMap(weight.to(type), bias?.to(type), onlyVectors);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{weight.shape[1]} → {weight.shape[0]}";

    // The channels of a batch normalisation are the second axis, the features of this map the last: the same only for vectors.
    internal override LinearMap? Before(ChannelwiseMap next)
    {
        if (next.Channels != weight.shape[0])
            return null;
        using var scope = NewDisposeScope();
        var shift = bias is null ? next.Shift : (bias * next.Scale).Plus(next.Shift);
        return new DenseMap(weight * next.Scale.unsqueeze(1), shift, true);
    }

    internal override LinearMap? After(ChannelwiseMap previous)
    {
        if (previous.Channels != weight.shape[1])
            return null;
        using var scope = NewDisposeScope();
        var shift = (weight * previous.Shift).sum(1);
        return new DenseMap(weight * previous.Scale, bias is null ? shift : bias.Plus(shift), true);
    }
}
