using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>A model that notes what goes through it.</summary>
/// <param name="model">The model that computes.</param>
/// <param name="beforePass">Called before each pass.</param>
internal sealed class SpyModel(Model model, Action? beforePass = null) : Model
{
    /// <summary>The images of each pass that computed scores alone.</summary>
    public List<long> Forward { get; } = [];

    /// <summary>The images of each pass that computed gradients.</summary>
    public List<long> Gradients { get; } = [];

    /// <summary>Whether it lets batches be computed side by side.</summary>
    public bool SideBySide { get; init; }

    public override bool ComputesSideBySide => SideBySide;

    public override ScalarType ElementType => model.ElementType;

    public override Tensor Scores(Tensor images)
    {
        beforePass?.Invoke();
        Forward.Add(images.shape[0]);
        return model.Scores(images);
    }

    public override (Tensor Scores, Tensor Gradient) ScoresAndGradient(Tensor images, Func<Tensor, Tensor> direction)
    {
        beforePass?.Invoke();
        Gradients.Add(images.shape[0]);
        return model.ScoresAndGradient(images, direction);
    }
}
