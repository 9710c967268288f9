using System.Numerics.Tensors;

namespace Relevance.Tests.Support;

/// <summary>What a model computes in a test, which ends where the test is cancelled.</summary>
internal static class Scoring
{
    /// <summary>The scores of images, [N, K].</summary>
    public static Tensor<double> ScoresOf(this Model model, Tensor<double> images) => model.Scores(images, TestContext.Current.CancellationToken);
}
