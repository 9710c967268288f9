using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// The gradient: R_i = ∂f/∂x_i, how much the score f changes per unit of each input value; optionally its magnitude |∂f/∂x_i|, the saliency map.
/// </summary>
/// <remarks>
/// It explains the variation of f, not f itself. Units: score per input unit.
/// Source: Simonyan, Vedaldi, Zisserman, Deep inside convolutional networks: visualising image classification models and saliency maps, 2014.
/// </remarks>
/// <param name="model">The model to explain.</param>
/// <param name="absolute">Whether to compute the magnitude.</param>
public sealed class InputGradient(DifferentiableModel model, bool absolute = false) : GradientExplainer(model)
{
    /// <inheritdoc/>
    public override string Name => "gradient";

    /// <inheritdoc/>
    public override bool IsSigned => !absolute;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object> { ["absolute"] = absolute };

    /// <inheritdoc/>
    private protected override Value Write(ProgramBuilder program, Value image, Value gradient) => absolute ? program.Of(UnaryFunction.Absolute, gradient) : gradient;
}
