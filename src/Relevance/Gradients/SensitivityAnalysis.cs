using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Sensitivity analysis: R_i = (∂f/∂x_i)², the squared gradient, how strongly the score f reacts to each input value, regardless of direction.
/// </summary>
/// <remarks>
/// Never negative. It explains the variation of f, not f itself: Σ_i R_i = ‖∇f‖². Units: score² per input unit².
/// Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 4.1.
/// </remarks>
/// <param name="model">The model to explain.</param>
public sealed class SensitivityAnalysis(DifferentiableModel model) : GradientExplainer(model)
{
    /// <inheritdoc/>
    public override string Name => "sensitivity-analysis";

    /// <inheritdoc/>
    public override bool IsSigned => false;

    /// <inheritdoc/>
    private protected override Value Write(ProgramBuilder program, Value image, Value gradient) => program.Times(gradient, gradient);
}
