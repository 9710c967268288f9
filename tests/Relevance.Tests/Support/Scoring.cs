using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Tests.Support;

/// <summary>What a model computes in a test, which ends where the test is cancelled.</summary>
internal static class Scoring
{
    /// <summary>The scores of images, [N, K].</summary>
    public static Tensor<double> ScoresOf(this Model model, Tensor<double> images) => model.Scores(images, TestContext.Current.CancellationToken);

    /// <summary>One score of each image.</summary>
    public static double[] ScoresOf(this Model model, Tensor<double> images, int score)
    {
        var scores = model.ScoresOf(images);
        return [.. Enumerable.Range(0, images.ImageCount).Select(image => scores.Image(image)[score])];
    }

    /// <summary>The scores of one image.</summary>
    public static double[] ScoresOf(this Model model, ReadOnlySpan<double> image, Shape shape) => model.ScoresOf(Tensors.Of(image.ToArray(), 1, shape)).Values.ToArray();
}
