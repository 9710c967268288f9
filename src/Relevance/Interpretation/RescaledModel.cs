using Relevance.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Interpretation;

/// <summary>
/// A model of points in other units: scores(factor · x + offset). With it, points are pixels between 0 and 1 where the network was trained with
/// normalised ones, so that λ‖x‖² counts ink.
/// </summary>
/// <param name="model">The model of factor · x + offset.</param>
/// <param name="factor">Its unit in those of x.</param>
/// <param name="offset">Its value for x = 0.</param>
public sealed class RescaledModel(Model model, double factor, double offset) : Model
{
    private readonly Scalar slope = Scalars.Of(factor), start = Scalars.Of(offset);

    /// <inheritdoc/>
    public override ScalarType ElementType => model.ElementType;

    /// <inheritdoc/>
    public override Tensor Scores(Tensor images)
    {
        using var scope = NewDisposeScope();
        return model.Scores(Rescale(images)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override (Tensor Scores, Tensor Gradient) ScoresAndGradient(Tensor images, Func<Tensor, Tensor> direction)
    {
        using var scope = NewDisposeScope();
        var (scores, gradient) = model.ScoresAndGradient(Rescale(images), direction);
        return (scores.MoveToOuterDisposeScope(), gradient.mul(slope).MoveToOuterDisposeScope());
    }

    private Tensor Rescale(Tensor images) => images.mul(slope).Plus(start);
}
