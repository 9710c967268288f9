using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Interpretation.Experts;

/// <summary>
/// A restricted Boltzmann machine as a density: log p(x) = Σ_j log(1 + exp(w_jᵀx + b_j)) + aᵀx − ½ Σ_i x_i²/σ_i², its hidden units summed out.
/// Without variances the visible units are binary, and the function is continued to the values between 0 and 1.
/// </summary>
/// <remarks>
/// Each hidden unit is an expert for a part of the images; at a binary x the density is that of the machine to the constant.
/// Source: Hinton, Training products of experts by minimizing contrastive divergence, 2002; Montavon, Samek, Müller, 2018, section 3.2.
/// </remarks>
public sealed class BoltzmannExpert : Expert
{
    private readonly Tensor weight, hiddenBias, visibleBias;
    private readonly Tensor? precision;

    /// <summary>Makes the expert from a machine's parameters, which are copied.</summary>
    /// <param name="weight">w, [H, D].</param>
    /// <param name="hiddenBias">b, [H].</param>
    /// <param name="visibleBias">a, [D].</param>
    /// <param name="variances">σ², [D], positive, for visible units that are normal given the hidden ones; null for binary ones.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other, or a variance is not positive.</exception>
    public BoltzmannExpert(Tensor weight, Tensor hiddenBias, Tensor visibleBias, Tensor? variances = null)
    {
        TorchRuntime.Initialize();
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        if (weight.dim() != 2 || hiddenBias.numel() != weight.shape[0] || visibleBias.numel() != weight.shape[1] || (variances is not null && variances.numel() != weight.shape[1]))
            throw new ArgumentException(
                $"Weights [H, D] go with H hidden and D visible biases and D variances, not [{string.Join(", ", weight.shape)}] with {hiddenBias.numel()}, {visibleBias.numel()} and {variances?.numel()}.",
                nameof(weight));
        if (variances is not null && !(variances.to(ScalarType.Float64).min().data<double>()[0] > 0))
            throw new ArgumentException("The variances must be positive.", nameof(variances));
        this.weight = Own(weight.to(ScalarType.Float64));
        this.hiddenBias = Own(hiddenBias.flatten().to(ScalarType.Float64));
        this.visibleBias = Own(visibleBias.flatten().to(ScalarType.Float64));
        precision = variances is null ? null : Own(variances.flatten().to(ScalarType.Float64).reciprocal());
    }

    /// <inheritdoc/>
    public override (Tensor LogDensity, Tensor Gradient) At(Tensor points, long first = 0)
    {
        using var scope = NewDisposeScope();
        var rows = Rows(points, weight, weight.shape[1], "Boltzmann machine");
        var input = nn.functional.linear(rows, weight, hiddenBias);
        // log(1 + eᶻ) as max(z, 0) + log(1 + e^−|z|), which does not overflow.
        var softplus = input.abs().mul(Scalars.MinusOne).exp().log1p().Plus(input.clamp_min(Scalars.Zero));
        var density = softplus.sum(1).Plus((rows * visibleBias).sum(1));
        var gradient = input.sigmoid().mm(weight).Plus(visibleBias);
        if (precision is not null)
        {
            var pull = rows * precision;
            density = density.Minus((rows * pull).sum(1).mul(Scalars.Half));
            gradient = gradient.Minus(pull);
        }
        // The native side knows only addresses: what is copied here must not be collected during the last call.
        GC.KeepAlive(this);
        return (density.to(points.dtype).MoveToOuterDisposeScope(), gradient.to(points.dtype).reshape(points.shape).MoveToOuterDisposeScope());
    }
}
