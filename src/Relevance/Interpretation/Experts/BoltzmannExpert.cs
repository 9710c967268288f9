using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Interpretation.Experts;

/// <summary>
/// A restricted Boltzmann machine as a density: log p(x) = Σ_j log(1 + exp(w_jᵀx + b_j)) + aᵀx − ½ Σ_i x_i²/σ_i², with the hidden units summed out. Without
/// variances the visible units are binary, and the formula is also used for values between 0 and 1.
/// </summary>
/// <remarks>
/// Each hidden unit is an expert for a part of the images. At a binary x the density is exactly that of the machine, up to the constant. Source: Hinton,
/// Training products of experts by minimizing contrastive divergence, 2002; Montavon, Samek, Müller, 2018, section 3.2.
/// </remarks>
public sealed class BoltzmannExpert : WrittenExpert
{
    private readonly DenseMap map;
    private readonly Weights hiddenBias, visibleBias;
    private readonly Weights? negativePrecision;

    /// <summary>Creates the expert from the parameters of a machine.</summary>
    /// <param name="weight">w, [H, D].</param>
    /// <param name="hiddenBias">b, of H values.</param>
    /// <param name="visibleBias">a, of D values.</param>
    /// <param name="variances">σ², of D values, positive, for visible units that are normal given the hidden ones; null for binary ones.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other, or a variance is not positive.</exception>
    public BoltzmannExpert(Weights weight, Weights hiddenBias, Weights visibleBias, Weights? variances = null)
        : base("Boltzmann machine", (weight ?? throw new ArgumentNullException(nameof(weight))).Shape is { Rank: 2 } shape ? shape[1] : 0)
    {
        ArgumentNullException.ThrowIfNull(hiddenBias);
        ArgumentNullException.ThrowIfNull(visibleBias);
        if (weight.Shape.Rank != 2 || hiddenBias.Count != weight.Shape[0] || visibleBias.Count != weight.Shape[1] || (variances is not null && variances.Count != weight.Shape[1]))
            throw new ArgumentException(
                $"Weights [H, D] go with H hidden and D visible biases and D variances, not [{string.Join(", ", weight.Shape)}] with {hiddenBias.Count}, {visibleBias.Count} and {variances?.Count}.",
                nameof(weight));
        if (variances is not null && !Array.TrueForAll(variances.ToArray<double>(), variance => variance > 0))
            throw new ArgumentException("The variances must be positive.", nameof(variances));
        map = new(weight);
        (this.hiddenBias, this.visibleBias) = (hiddenBias.Reshape([hiddenBias.Count]), visibleBias.Reshape([visibleBias.Count]));
        negativePrecision = variances?.Select((_, variance) => -1 / variance).Reshape([variances.Count]);
    }

    private protected override (Value Terms, Value Gradient) Write(ProgramBuilder program, Value x)
    {
        var z = program.Apply(map, x, hiddenBias);
        // log(1 + eᶻ) as max(z, 0) + log(1 + e^−|z|), which does not overflow.
        var below = program.Of(UnaryFunction.Exponential, program.Of(UnaryFunction.Negate, program.Of(UnaryFunction.Absolute, z)));
        var softplus = program.Plus(program.Of(UnaryFunction.PositivePart, z), program.Of(UnaryFunction.LogarithmOfOnePlus, below));
        var bias = program.Constant(visibleBias);
        var (visible, gradient) = (program.Times(x, bias), program.Plus(program.Transpose(map, program.Of(UnaryFunction.Logistic, z), x.Shape), bias));
        if (negativePrecision is not null)
        {
            var pull = program.Times(x, program.Constant(negativePrecision));
            visible = program.Plus(visible, program.Times(program.Times(x, pull), 0.5));
            gradient = program.Plus(gradient, pull);
        }
        return (program.Add(new ConcatenateOperation(0), softplus, visible), gradient);
    }
}
