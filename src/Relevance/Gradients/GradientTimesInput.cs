using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>Gradient × input: R_i = ∂f/∂x_i · x_i.</summary>
/// <remarks>
/// For a network of linear layers, poolings and (leaky) rectifiers without biases, it decomposes the score: Σ_i R_i = f. Units: those of the score. Source:
/// Shrikumar et al., Not just a black box: learning important features through propagating activation differences, 2016.
/// </remarks>
/// <param name="model">The model to explain.</param>
public sealed class GradientTimesInput(DifferentiableModel model) : GradientExplainer(model)
{
    /// <inheritdoc/>
    public override string Name => "gradient-times-input";

    /// <inheritdoc/>
    private protected override Value Write(ProgramBuilder program, Value image, Value gradient) => program.Times(gradient, image);
}
