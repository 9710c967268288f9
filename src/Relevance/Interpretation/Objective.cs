using Relevance.Engine;

namespace Relevance.Interpretation;

/// <summary>What activation maximisation raises: a differentiable function of the scores, one number per point. One of your own is a subclass.</summary>
public abstract record Objective
{
    /// <summary>log p(c|x), where p is the softmax of the scores: the objective for a class. Never positive where one class is aimed at.</summary>
    /// <remarks>Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.1.</remarks>
    /// <param name="target">Which class; a target that weighs several scores gives the weighted sum of their log-probabilities.</param>
    public static Objective LogProbability(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new LogProbabilityObjective(target);
    }

    /// <summary>The score itself, unbounded: the activation of a hidden unit, or the mean of a feature map, where the network ends there.</summary>
    /// <param name="target">Which scores, whose mean is taken; see <see cref="Target.Range"/> and <see cref="Networks.Network.UpTo"/>.</param>
    public static Objective Activation(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new ActivationObjective(target);
    }

    /// <summary>The value of the objective and its gradient with respect to the scores. May be asked from several threads at once, in any order of the points.</summary>
    /// <param name="point">The number of the point among all.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="gradient">The gradient; 0 at first.</param>
    /// <returns>The value.</returns>
    public abstract double Of(int point, ReadOnlySpan<double> scores, Span<double> gradient);

    /// <summary>Checks, before anything is computed, that there is a target for each of <paramref name="points"/> points.</summary>
    /// <exception cref="ArgumentException">There are fewer or more.</exception>
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
