using System.Diagnostics;
using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>Where simple Taylor decomposition looks for its root point x̃, at which the explained score should be 0.</summary>
public abstract record RootPoint
{
    /// <summary>x̃ = t·x with t → 0, for networks without (or with small) biases, whose gradient there is that at x.</summary>
    public static RootPoint NearZero { get; } = new NearZeroPoint();

    /// <summary>
    /// The nearest root on the line through x along the gradient, as far as four times the step that would reach it if the score were linear. It can
    /// leave the range of the pixels.
    /// </summary>
    public static RootPoint AlongGradient { get; } = new GradientPoint();

    /// <summary>The baseline itself, whatever its score.</summary>
    /// <param name="baseline">The baseline.</param>
    public static RootPoint At(Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new BaselinePoint(baseline);
    }

    /// <summary>The root nearest to x on the segment from x to a baseline; without one, the point there with the smallest score.</summary>
    /// <param name="baseline">The baseline.</param>
    public static RootPoint Towards(Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new SegmentPoint(baseline);
    }

    /// <summary>The root points of a batch, of the images' shape.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The images.</param>
    /// <param name="scores">Their scores, [n, K].</param>
    /// <param name="direction">The weights of the explained sum, [n, K].</param>
    internal abstract Tensor Find(Model model, ImageBatch batch, Tensor scores, Tensor direction);

    private sealed record NearZeroPoint : RootPoint
    {
        internal override Tensor Find(Model model, ImageBatch batch, Tensor scores, Tensor direction) =>
            throw new UnreachableException("The gradient near zero is found at the image itself.");

        public override string ToString() => "near-zero";
    }

    private sealed record BaselinePoint(Baseline Baseline) : RootPoint
    {
        internal override Tensor Find(Model model, ImageBatch batch, Tensor scores, Tensor direction) =>
            Baseline.For(batch.Images).expand(batch.Images.shape).contiguous();

        public override string ToString() => $"at baseline {Baseline}";
    }

    private sealed record SegmentPoint(Baseline Baseline) : RootPoint
    {
        internal override Tensor Find(Model model, ImageBatch batch, Tensor scores, Tensor direction) =>
            new RootSearch(model, batch, direction).Nearest(scores, Baseline.For(batch.Images).Minus(batch.Images));

        public override string ToString() => $"towards baseline {Baseline}";
    }

    private sealed record GradientPoint : RootPoint
    {
        private const double Reach = 4;

        internal override Tensor Find(Model model, ImageBatch batch, Tensor scores, Tensor direction)
        {
            var gradient = model.ScoresAndGradient(batch.Images, _ => direction).Gradient;
            long[] perImage = [-1, .. Enumerable.Repeat(1L, (int)batch.Images.dim() - 1)];
            // Where the gradient is 0 there is nowhere to go; the smallest normal number makes that a step of 0.
            var squared = (gradient * gradient).flatten(1).sum(1).clamp_min(Scalars.Of(1e-30));
            var length = ((scores * direction).sum(1) / squared).reshape(perImage);
            return new RootSearch(model, batch, direction).Nearest(scores, gradient * length * Scalars.Of(-Reach));
        }

        public override string ToString() => "along gradient";
    }
}
