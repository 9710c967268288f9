using System.Numerics.Tensors;
using Relevance.Engine;

namespace Relevance.Tests.Support;

/// <summary>A model that notes what goes through it.</summary>
/// <param name="model">The model that computes.</param>
/// <param name="beforePass">Called before each pass.</param>
internal sealed class SpyModel(DifferentiableModel model, Action? beforePass = null) : DifferentiableModel
{
    /// <summary>The images of each pass that computed scores alone.</summary>
    public List<int> Forward { get; } = [];

    /// <summary>The images of each pass that computed gradients.</summary>
    public List<int> Gradients { get; } = [];

    /// <summary>Whether it lets batches be computed side by side.</summary>
    public bool SideBySide { get; init; }

    public override bool ComputesSideBySide => SideBySide;

    public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
    {
        Note(Forward, images.ImageCount);
        return model.Scores(images, cancellation);
    }

    public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
    {
        Note(Gradients, images.ImageCount);
        return model.ScoresAndGradient(images, direction, cancellation);
    }

    private void Note(List<int> passes, int images)
    {
        beforePass?.Invoke();
        lock (passes)
            passes.Add(images);
    }
}
