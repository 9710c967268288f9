using Relevance;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>
/// max(x₁, x₂) for x₁, x₂ ≥ 0 as a network of rectifiers, ½ (max(0, x₁ − x₂) + max(0, x₂ − x₁) + max(0, x₁ + x₂)), and what methods say of it.
/// </summary>
/// <remarks>Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 7.2.</remarks>
internal static class MaxFunction
{
    /// <summary>The network, in float64.</summary>
    internal static Network Network()
    {
        var builder = new NetworkBuilder();
        var hidden = builder.Dense("0", Weights.Of([1.0, -1, -1, 1, 1, 1], [3, 2]), null, builder.Input);
        return builder.Build(builder.Dense("2", Weights.Of([0.5, 0.5, 0.5], [1, 3]), null, builder.Add("1", new LeakyReluLayer(), hidden)));
    }

    /// <summary>The methods that are compared; those that the paper found to be continuous are favoured.</summary>
    internal static IReadOnlyList<(string Title, Explainer Explainer, bool Favoured)> Methods()
    {
        var network = Network();
        return
        [
            ("sensitivity analysis", new SensitivityAnalysis(network), false),
            ("simple Taylor", new SimpleTaylor(network), false),
            ("LRP-z⁺ (deep Taylor)", new LayerwiseRelevancePropagation(network, Composite.Uniform("z-plus", new ZPlus(0))), true),
            ("LRP-γ (γ = 0.25)", new LayerwiseRelevancePropagation(network, Composite.Uniform("gamma", new LrpGamma(0.25, 0))), true),
        ];
    }

    /// <summary>(R₁, R₂) at each point.</summary>
    internal static IReadOnlyList<(double R1, double R2)> Explain(
        Explainer explainer, IReadOnlyList<(double X1, double X2)> points, ExplainOptions? options = null)
    {
        var explanation = explainer.Explain(Tensors.Of([.. points.SelectMany(point => new[] { point.X1, point.X2 })], points.Count, [2]), options: options);
        return [.. explanation.Relevance.Values.ToArray().Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    /// <summary>
    /// The largest jump across the diagonal: max over t of ‖R(t + δ, t − δ) − R(t − δ, t + δ)‖₁, as a fraction of the mean ‖R‖₁ of the two points. A
    /// continuous explanation has jumps that vanish with δ.
    /// </summary>
    /// <param name="explain">The method: (R₁, R₂) at each point.</param>
    /// <param name="step">δ &gt; 0.</param>
    internal static double LargestJump(Func<IReadOnlyList<(double X1, double X2)>, IReadOnlyList<(double R1, double R2)>> explain, double step)
    {
        double[] places = [.. Enumerable.Range(1, 40).Select(i => 0.1 * i)];
        var right = explain([.. places.Select(t => (t + step, t - step))]);
        var left = explain([.. places.Select(t => (t - step, t + step))]);
        return right.Zip(left, (a, b) =>
        {
            var size = (Math.Abs(a.R1) + Math.Abs(a.R2) + Math.Abs(b.R1) + Math.Abs(b.R2)) / 2;
            return size == 0 ? 0 : (Math.Abs(a.R1 - b.R1) + Math.Abs(a.R2 - b.R2)) / size;
        }).Max();
    }
}
