using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance.Interpretation;

/// <summary>
/// A model of points in other units: scores(factor · x + offset). For a network trained on normalised pixels, it allows points to be pixels from 0 to 1, so
/// that the penalty λ‖x‖² measures their brightness.
/// </summary>
/// <param name="model">The model of factor · x + offset.</param>
/// <param name="factor">The factor from x to the model's input.</param>
/// <param name="offset">The model's input for x = 0.</param>
public sealed class RescaledModel(DifferentiableModel model, double factor, double offset) : DifferentiableModel
{
    private readonly DifferentiableModel model = model ?? throw new ArgumentNullException(nameof(model));

    /// <inheritdoc/>
    public override bool ComputesSideBySide => model.ComputesSideBySide;

    /// <inheritdoc/>
    public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default) => model.Scores(Rescale(images), cancellation);

    /// <inheritdoc/>
    public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(
        Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
    {
        var (scores, gradient) = model.ScoresAndGradient(Rescale(images), direction, cancellation);
        var slope = T.CreateTruncating(factor);
        foreach (ref var value in gradient.Values)
            value *= slope;
        return (scores, gradient);
    }

    private Tensor<T> Rescale<T>(Tensor<T> images)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (slope, start) = (T.CreateTruncating(factor), T.CreateTruncating(offset));
        var rescaled = Tensors.Range(Tensors.Dense(images), 0, images.ImageCount);
        foreach (ref var value in rescaled.Values)
            value = value * slope + start;
        return rescaled;
    }
}
