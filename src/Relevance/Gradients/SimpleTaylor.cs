using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>
/// Simple Taylor decomposition: R_i = ∂f/∂x_i at x̃ · (x_i − x̃_i), the first-order terms of the score f around a root point x̃, where f(x̃) = 0.
/// </summary>
/// <remarks>
/// In a network of linear layers, poolings and (leaky) rectifiers without biases f is homogeneous, so that every x̃ = t·x with t → 0 is
/// as good as a root, has the gradient of x, and Σ_i R_i = f. With biases b, Σ_i R_i = f − Σ_b b · ∂f/∂b. Units: those of the score.
/// The diagnostic <c>root-score</c> is the residual f(x̃): what the decomposition leaves unexplained by its choice of root.
/// Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 4.2.
/// </remarks>
/// <param name="model">The model to explain.</param>
/// <param name="root">Where the root is looked for; null for <see cref="RootPoint.NearZero"/>.</param>
public sealed class SimpleTaylor(Model model, RootPoint? root = null) : Explainer(model)
{
    private readonly RootPoint root = root ?? RootPoint.NearZero;

    /// <inheritdoc/>
    public override string Name => "simple-taylor";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object> { ["root"] = $"{root ?? RootPoint.NearZero}" };

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        if (root == RootPoint.NearZero)
            return NearZero(batch);
        var scores = Model.Scores(batch.Images);
        var direction = batch.Direction(scores);
        var points = root.Find(Model, batch, scores, direction);
        batch.ThrowIfCancelled();
        var (rootScores, gradient) = Model.ScoresAndGradient(points, _ => direction);
        return new(scores, gradient * batch.Images.Minus(points), Residual(rootScores, direction));
    }

    /// <summary>The gradient of x itself: that of a point so near to zero that no unit changes sides in between.</summary>
    private BatchExplanation NearZero(ImageBatch batch)
    {
        Tensor? direction = null;
        var (scores, gradient) = Model.ScoresAndGradient(batch.Images, s => direction = batch.Direction(s));
        var atZero = Model.Scores(Baseline.Zero.For(batch.Images));
        return new(scores, gradient * batch.Images, Residual(atZero, direction!));
    }

    private static Dictionary<string, Tensor> Residual(Tensor scores, Tensor direction) => new() { ["root-score"] = (scores * direction).sum(1) };
}
