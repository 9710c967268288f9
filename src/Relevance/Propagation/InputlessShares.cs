using Relevance.Networks.Maps;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Propagation;

/// <summary>R_j = Σ_k ρ(w_jk) / Σ_j ρ(w_jk) · R_k: shares that depend on the weights alone, as in w² and flat.</summary>
internal static class InputlessShares
{
    internal static Propagate Prepare(LinearMap map, WeightPart part, double epsilon, BiasHandling handling)
    {
        var weights = map.Take(part);
        var bias = new BiasShare(map, handling);
        var stabilizer = new Stabilizer(epsilon);
        var sumsOfUnits = new PerShape((shape, type) => weights.Apply(ones(shape, type)));
        return (input, output, relevance, account) =>
        {
            using var scope = NewDisposeScope();
            var sums = sumsOfUnits.For(input);
            var rhoOfBias = bias.Of(part, output);
            var s = stabilizer.Divide(relevance, rhoOfBias is null ? sums : sums.Plus(rhoOfBias), account);
            return bias.Settle(weights.Transpose(s, input.shape), () => s * rhoOfBias!, input, account).MoveToOuterDisposeScope();
        };
    }
}
