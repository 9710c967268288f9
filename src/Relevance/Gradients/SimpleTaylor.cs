namespace Relevance.Gradients;

/// <summary>
/// Simple Taylor decomposition: R_i = ∂f/∂x_i · x_i, the first-order terms of f around a root point x̃ near the origin on the segment to x.
/// </summary>
/// <remarks>
/// In a network of linear layers, poolings and (leaky) rectifiers without biases f is homogeneous, so that every x̃ = t·x with t → 0 is
/// as good as a root, has the gradient of x, and Σ_i R_i = f. With biases b, Σ_i R_i = f − Σ_b b · ∂f/∂b. Units: those of the score.
/// Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 4.2.
/// </remarks>
/// <param name="model">The model to explain.</param>
public sealed class SimpleTaylor(Model model) : Explainer(model)
{
    /// <inheritdoc/>
    public override string Name => "simple-taylor";

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var (scores, gradient) = Model.ScoresAndGradient(batch.Images, batch.Direction);
        return new(scores, gradient * batch.Images);
    }
}
