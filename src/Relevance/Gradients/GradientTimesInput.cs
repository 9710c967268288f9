namespace Relevance.Gradients;

/// <summary>Gradient × input: R_i = ∂f/∂x_i · x_i.</summary>
/// <remarks>
/// The same values as <see cref="SimpleTaylor"/> near zero, asked without a root point; the name under which other libraries have it. Units: those
/// of the score. Source: Shrikumar et al., Not just a black box: learning important features through propagating activation differences, 2016.
/// </remarks>
/// <param name="model">The model to explain.</param>
public sealed class GradientTimesInput(Model model) : Explainer(model)
{
    /// <inheritdoc/>
    public override string Name => "gradient-times-input";

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var (scores, gradient) = Model.ScoresAndGradient(batch.Images, batch.Direction);
        return new(scores, gradient * batch.Images);
    }
}
