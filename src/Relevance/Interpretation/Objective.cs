using Relevance.Engine;

namespace Relevance.Interpretation;

/// <summary>
/// The objective of activation maximisation: a differentiable function of the scores, one number per point. To write an objective of your own, derive from this
/// class.
/// </summary>
public abstract record Objective
{
    /// <summary>Creates the objective for a class: log p(c|x), where p is the softmax of the scores. Never positive for a single class.</summary>
    /// <remarks>Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.1.</remarks>
    /// <param name="target">Selects the class; a target that weights several scores gives the weighted sum of their log-probabilities.</param>
    public static Objective LogProbability(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new LogProbabilityObjective(target);
    }

    /// <summary>
    /// Creates the objective for an unbounded score: the activation of a hidden unit, or the mean of a feature map, of a network that ends at that layer.
    /// </summary>
    /// <param name="target">Selects the scores whose mean is maximised; see <see cref="Target.Range"/> and <see cref="Networks.Network.UpTo"/>.</param>
    public static Objective Activation(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new ActivationObjective(target);
    }

    /// <summary>
    /// Computes the objective and its gradient with respect to the scores. May be called from several threads at once and for the points in any order.
    /// </summary>
    /// <param name="point">The index of the point among all.</param>
    /// <param name="scores">The scores of the point.</param>
    /// <param name="gradient">The gradient to write; 0 at first.</param>
    /// <returns>The value of the objective.</returns>
    public abstract double Of(int point, ReadOnlySpan<double> scores, Span<double> gradient);

    /// <summary>Checks, before anything is computed, that the objective is defined for <paramref name="points"/> points.</summary>
    /// <exception cref="ArgumentException">The objective is for a different number of points.</exception>
    public abstract void RequireFor(int points);

    private sealed record LogProbabilityObjective(Target Target) : Objective
    {
        public override double Of(int point, ReadOnlySpan<double> scores, Span<double> gradient)
        {
            Target.Choose(point, scores, gradient);
            var top = 0;
            for (var k = 1; k < scores.Length; k++)
                top = scores[k] > scores[top] ? k : top;
            // Σ e^(f_k − f_top) is 1 + the others, whose logarithm is exact also where they are tiny.
            var others = 0.0;
            for (var k = 0; k < scores.Length; k++)
                others += k == top ? 0 : Elementary.Exponential(scores[k] - scores[top]);
            var logarithm = Elementary.LogarithmOfOnePlus(others);
            var (value, total) = (0.0, 0.0);
            for (var k = 0; k < scores.Length; k++)
            {
                total += gradient[k];
                value += gradient[k] * (scores[k] - scores[top] - logarithm);
            }
            // ∂ log p_c / ∂ f = e_c − p.
            for (var k = 0; k < scores.Length; k++)
                gradient[k] -= total * (Elementary.Exponential(scores[k] - scores[top]) / (1 + others));
            return value;
        }

        public override void RequireFor(int points) => Target.RequireFor(points);

        public override string ToString() => $"log-probability of {Target}";
    }

    private sealed record ActivationObjective(Target Target) : Objective
    {
        public override double Of(int point, ReadOnlySpan<double> scores, Span<double> gradient)
        {
            Target.Choose(point, scores, gradient);
            var (total, value) = (0.0, 0.0);
            foreach (var weight in gradient)
                total += Math.Abs(weight);
            for (var k = 0; k < scores.Length; k++)
            {
                gradient[k] /= total;
                value += gradient[k] * scores[k];
            }
            return value;
        }

        public override void RequireFor(int points) => Target.RequireFor(points);

        public override string ToString() => $"activation of {Target}";
    }
}
