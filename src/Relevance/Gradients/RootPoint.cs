using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Baselines;

namespace Relevance.Gradients;

/// <summary>Defines how simple Taylor decomposition finds its root point x̃, at which the explained score should be 0.</summary>
public abstract record RootPoint
{
    /// <summary>The root point x̃ = t·x with t → 0, for networks with no or small biases, whose gradient there equals that at x.</summary>
    public static RootPoint NearZero { get; } = new NearZeroPoint();

    /// <summary>
    /// The nearest root on the line from x along the gradient, searched up to four times the distance at which the score would be 0 if it were linear. The root
    /// point can lie outside the range of the pixels.
    /// </summary>
    public static RootPoint AlongGradient { get; } = new GradientPoint();

    /// <summary>Uses the baseline itself as the root point, regardless of its score.</summary>
    /// <param name="baseline">The baseline.</param>
    public static RootPoint At(Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new BaselinePoint(baseline);
    }

    /// <summary>
    /// Searches for the root nearest to x on the segment from x to a baseline; if there is none, uses the point on the segment whose score is nearest to 0.
    /// </summary>
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
    internal abstract Tensor<T> Find<T>(DifferentiableModel model, ImageBatch<T> batch, Tensor<T> scores, Tensor<T> direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed record NearZeroPoint : RootPoint
    {
        internal override Tensor<T> Find<T>(DifferentiableModel model, ImageBatch<T> batch, Tensor<T> scores, Tensor<T> direction) =>
            throw new UnreachableException("The gradient near zero is found at the image itself.");

        public override string ToString() => "near-zero";
    }

    private sealed record BaselinePoint(Baseline Baseline) : RootPoint
    {
        internal override Tensor<T> Find<T>(DifferentiableModel model, ImageBatch<T> batch, Tensor<T> scores, Tensor<T> direction) => Baseline.For(batch.Images);

        public override string ToString() => $"at baseline {Baseline}";
    }

    private sealed record SegmentPoint(Baseline Baseline) : RootPoint
    {
        internal override Tensor<T> Find<T>(DifferentiableModel model, ImageBatch<T> batch, Tensor<T> scores, Tensor<T> direction) =>
            new RootSearch<T>(model, batch, direction).Nearest(scores, Baseline.For(batch.Images));

        public override string ToString() => $"towards baseline {Baseline}";
    }

    private sealed record GradientPoint : RootPoint
    {
        private const double Reach = 4;

        internal override Tensor<T> Find<T>(DifferentiableModel model, ImageBatch<T> batch, Tensor<T> scores, Tensor<T> direction)
        {
            var gradients = model.ScoresAndGradient(batch.Images, batch.Choose, batch.Cancellation).Gradient;
            var explained = Sums.PerImage(scores, direction);
            var squares = Sums.PerImage(gradients, gradients);
            var ends = Tensors.Zeros<T>(batch.Count, batch.Images.ImageShape);
            for (var i = 0; i < batch.Count; i++)
            {
                // Where the gradient is 0 there is nowhere to go; a tiny number in its place makes that a step of 0.
                var length = T.CreateTruncating(explained[i] / Math.Max(squares[i], 1e-30) * -Reach);
                var end = ends.Image(i);
                var image = batch.Images.Image(i);
                var gradient = gradients.Image(i);
                for (var j = 0; j < end.Length; j++)
                    end[j] = image[j] + gradient[j] * length;
            }
            return new RootSearch<T>(model, batch, direction).Nearest(scores, ends);
        }

        public override string ToString() => "along gradient";
    }
}
