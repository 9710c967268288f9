using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Gradients;

/// <summary>
/// Simple Taylor decomposition: R_i = ∂f/∂x_i at x̃ · (x_i − x̃_i), the first-order terms of the score f around a root point x̃, where f(x̃) = 0.
/// </summary>
/// <remarks>
/// In a network of linear layers, poolings and (leaky) rectifiers without biases f is homogeneous: x̃ = t·x with t → 0 has a score that tends to 0 and the same
/// gradient as x, so that Σ_i R_i = f. With biases b, Σ_i R_i = f − Σ_b b · ∂f/∂b. Units: those of the score. The diagnostic <c>root-score</c> is the residual
/// f(x̃), the part of the score that the decomposition does not explain. Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep
/// neural networks, 2018, section 4.2.
/// </remarks>
/// <param name="model">The model to explain.</param>
/// <param name="root">How the root point is found; null for <see cref="RootPoint.NearZero"/>.</param>
public sealed class SimpleTaylor(DifferentiableModel model, RootPoint? root = null) : Explainer(model)
{
    private readonly RootPoint root = root ?? RootPoint.NearZero;

    /// <inheritdoc/>
    public override string Name => "simple-taylor";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object> { ["root"] = $"{root ?? RootPoint.NearZero}" };

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        if (root == RootPoint.NearZero)
            return NearZero(batch);
        var scores = model.Scores(batch.Images, batch.Cancellation);
        var direction = batch.Direction(scores);
        var points = root.Find(model, batch, scores, direction);
        var (rootScores, gradient) = model.ScoresAndGradient(points, batch.With(points, direction).Choose, batch.Cancellation);
        var relevance = gradient.Values;
        var images = batch.Images.Values;
        var roots = points.Values;
        for (var i = 0; i < relevance.Length; i++)
            relevance[i] *= images[i] - roots[i];
        return Explained(scores, gradient, Sums.PerImage(rootScores, direction));
    }

    /// <summary>The gradient of x itself: that of a point so near to zero that no unit changes sides in between.</summary>
    private BatchExplanation<T> NearZero<T>(ImageBatch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scores, gradient) = model.ScoresAndGradient(batch.Images, batch.Choose, batch.Cancellation);
        var direction = batch.Direction(scores);
        var atZero = model.Scores(Tensors.Zeros<T>(1, batch.Images.ImageShape), batch.Cancellation);
        var relevance = gradient.Values;
        var images = batch.Images.Values;
        for (var i = 0; i < relevance.Length; i++)
            relevance[i] *= images[i];
        return Explained(scores, gradient, [.. Enumerable.Range(0, batch.Count).Select(i => Sums.Product<T>(atZero.Image(0), direction.Image(i)))]);
    }

    private static BatchExplanation<T> Explained<T>(Tensor<T> scores, Tensor<T> relevance, double[] rootScores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(scores, relevance) { Diagnostics = new Dictionary<string, double[]> { ["root-score"] = rootScores } };
}
