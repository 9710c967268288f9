using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance.Tests.Support;

/// <summary>A model that notes what goes through it, one batch after the other.</summary>
/// <param name="model">The model that computes.</param>
internal sealed class SpyModel(DifferentiableModel model) : DifferentiableModel
{
    /// <summary>The images of each pass that computed scores alone.</summary>
    public List<int> Forward { get; } = [];

    /// <summary>The images of each pass that computed gradients.</summary>
    public List<int> Gradients { get; } = [];

    public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
    {
        Forward.Add(images.ImageCount);
        return model.Scores(images, cancellation);
    }

    public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
    {
        Gradients.Add(images.ImageCount);
        return model.ScoresAndGradient(images, direction, cancellation);
    }
}
