using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Interpretation;

/// <summary>What activation maximisation raises: a differentiable function of the scores, one number per point.</summary>
public abstract record Objective
{
    /// <summary>log p(c|x), where p is the softmax of the scores: the objective for a class. Never positive.</summary>
    /// <remarks>Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.1.</remarks>
    /// <param name="target">Which class; a target that weighs several scores gives the weighted sum of their log-probabilities.</param>
    public static Objective LogProbability(Target target) => new LogProbabilityObjective(target);

    /// <summary>The score itself, unbounded: the activation of a hidden unit, or the mean of a feature map, where the network ends there.</summary>
    /// <param name="target">Which scores, whose mean is taken; see <see cref="Target.Range"/> and <see cref="Networks.Network.UpTo"/>.</param>
    public static Objective Activation(Target target) => new ActivationObjective(target);

    /// <summary>The values of the objective and its gradient with respect to the scores.</summary>
    /// <param name="scores">[n, K], of the points <paramref name="first"/>, <paramref name="first"/> + 1, ….</param>
    /// <param name="first">The place of the first of these points among all.</param>
    /// <returns>[n] and [n, K].</returns>
    public abstract (Tensor Values, Tensor Gradient) Of(Tensor scores, long first);

    /// <summary>Checks, before anything is computed, that there is a target for each of <paramref name="points"/> points.</summary>
    /// <exception cref="ArgumentException">There are fewer or more.</exception>
    public abstract void RequireFor(long points);

    private sealed record LogProbabilityObjective(Target Target) : Objective
    {
        public override (Tensor Values, Tensor Gradient) Of(Tensor scores, long first)
        {
            using var scope = NewDisposeScope();
            var direction = Target.Direction(scores, first);
            var logarithm = scores.log_softmax(1);
            // ∂ log p_c / ∂ f = e_c − p.
            var gradient = direction.Minus(direction.sum(1, true) * logarithm.exp());
            return ((direction * logarithm).sum(1).MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
        }

        public override void RequireFor(long points) => Target.RequireFor(points);

        public override string ToString() => $"log-probability of {Target}";
    }

    private sealed record ActivationObjective(Target Target) : Objective
    {
        public override (Tensor Values, Tensor Gradient) Of(Tensor scores, long first)
        {
            using var scope = NewDisposeScope();
            var direction = Target.Direction(scores, first);
            direction = direction.div(direction.abs().sum(1, true));
            return ((direction * scores).sum(1).MoveToOuterDisposeScope(), direction.MoveToOuterDisposeScope());
        }

        public override void RequireFor(long points) => Target.RequireFor(points);

        public override string ToString() => $"activation of {Target}";
    }
}
