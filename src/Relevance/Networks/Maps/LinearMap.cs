using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>
/// A linear map z = W a + b whose weights can be modified: what every LRP rule needs of a fully connected, convolutional or
/// pooling layer, whatever its geometry.
/// </summary>
public abstract class LinearMap
{
    /// <summary>Whether the map has a bias b.</summary>
    public abstract bool HasBias { get; }

    /// <summary>Whether the weights are learned: not so those of a pooling, which its geometry fixes.</summary>
    public virtual bool HasWeights => true;

    /// <summary>Computes W a + b; a new tensor, which the caller may write to.</summary>
    /// <param name="input">a, with the batch as first axis.</param>
    public abstract Tensor Apply(Tensor input);

    /// <summary>Computes Wᵀ s, a new tensor that the caller may write to; the bias plays no part.</summary>
    /// <param name="output">s, of the shape that <see cref="Apply"/> returns.</param>
    /// <param name="inputShape">The shape of a: several inputs may give the same output shape.</param>
    public abstract Tensor Transpose(Tensor output, long[] inputShape);

    /// <summary>The map of the same geometry with weights ρ(w) and without bias: what the rules compute once and keep.</summary>
    /// <param name="part">ρ.</param>
    public abstract LinearMap Take(WeightPart part);

    /// <summary>The bias b in a shape that broadcasts with the output, or null.</summary>
    /// <param name="outputRank">The number of axes of the output, the batch included.</param>
    public abstract Tensor? Bias(int outputRank);

    /// <summary>
    /// The map of twice as many input channels, those of this map and then those of another of the same geometry, whose outputs are added up:
    /// one call instead of two. Null where there are no channels to put side by side.
    /// </summary>
    internal virtual LinearMap? Beside(LinearMap other) => null;

    /// <summary>The axis of an input on which its channels lie.</summary>
    internal virtual long ChannelAxis => 1;

    /// <summary>The map of the same geometry with every parameter replaced; itself where none is learned.</summary>
    /// <param name="replace">Given weights or biases, others of their shape and type.</param>
    internal virtual LinearMap Replace(Func<Tensor, Tensor> replace) => this;

    /// <summary>The same map in another floating-point type.</summary>
    public abstract LinearMap To(ScalarType type);

    /// <summary>The geometry in words, such as <c>1 → 6, 3×3</c>.</summary>
    public abstract override string ToString();

    /// <summary>This map followed by z_c ↦ scale_c z_c + shift_c for each channel c, as one map; null where that is not one of its kind.</summary>
    internal virtual LinearMap? Before(ChannelwiseMap next) => null;

    /// <summary>The map a_c ↦ scale_c a_c + shift_c for each channel c, followed by this one, as one map; null where that is not one of its kind.</summary>
    internal virtual LinearMap? After(ChannelwiseMap previous) => null;

    /// <summary>A snapshot of a parameter that no dispose scope, gradient or later training step reaches.</summary>
    internal static Tensor Own(Tensor parameter)
    {
        using var nothing = no_grad();
        return parameter.detach().clone().DetachFromDisposeScope();
    }
}
