using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace Relevance.Tests.Support;

/// <summary>
/// The generic rule as two peers compute it: a ⊙ ρ(W)ᵀ (R / (z + ε)) with ρ(w) = w + γ w⁺ or w⁺ and z = ρ(W) a + b, one ρ whatever the signs of a and z.
/// </summary>
/// <param name="Gamma">γ; null for w⁺ alone.</param>
/// <param name="KeepsBias">Whether b, unchanged, is part of z.</param>
/// <param name="SignedEpsilon">Whether ε takes the sign of z.</param>
internal sealed record OneBranch(double? Gamma, bool KeepsBias = true, bool SignedEpsilon = true) : Rule
{
    private const double Epsilon = 1e-9;

    public override string Name => "one-branch";

    public override IReadOnlyList<Value> Write(RuleContext layer)
    {
        var (program, input) = (layer.Program, layer.Inputs[0]);
        var linear = (LinearLayer)layer.Layer;
        var bias = KeepsBias ? linear.Bias : null;
        var positive = linear.Map.Take(WeightPart.Positive);
        var z = Gamma is { } gamma
            ? program.Plus(program.Apply(linear.Map, input, bias), program.Times(program.Apply(positive, input), gamma))
            : program.Apply(positive, input, bias);
        var s = SignedEpsilon ? program.Divide(layer.Relevance, z, Epsilon) : program.Divide(layer.Relevance, program.Plus(z, Epsilon));
        var back = program.Transpose(positive, s, input.Shape);
        return [program.Times(input, Gamma is { } factor ? program.Plus(program.Transpose(linear.Map, s, input.Shape), program.Times(back, factor)) : back)];
    }

    /// <summary>Captum's Alpha1_Beta0_Rule.</summary>
    public static OneBranch AlphaOneBetaZero(bool keepsBias) => new(null, keepsBias);

    /// <summary>The rules of the Python original: γ, zB at the pixels. A pooling has no parameters, so that γ is there without effect.</summary>
    public static Composite CompositeOfTheOriginal { get; } = new("the original's",
        [new(LayerCondition.Weightless, GammaOfTheOriginal(0)), new(LayerCondition.First, new ZBox(Golden.Low, Golden.High, Epsilon)), new(LayerCondition.Linear, GammaOfTheOriginal(0.25))]);

    private static OneBranch GammaOfTheOriginal(double gamma) => new(gamma, SignedEpsilon: false);
}

/// <summary>The mean cross-entropy of a batch as the Python original differentiates it, in place of a score.</summary>
/// <param name="Classes">The true classes.</param>
/// <param name="Batch">The size of the batch that the mean is taken over.</param>
internal sealed record MeanLoss(IReadOnlyList<int> Classes, double Batch) : Target
{
    public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction)
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        for (var k = 0; k < scores.Length; k++)
            sum += direction[k] = Math.Exp(scores[k] - largest);
        for (var k = 0; k < scores.Length; k++)
            direction[k] = (direction[k] / sum - (k == Classes[image] ? 1 : 0)) / Batch;
    }
}
