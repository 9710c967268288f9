using CsCheck;
using Relevance.Torch.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Networks;

/// <summary>Where several values of a window are the largest, the gradient goes where libtorch's goes.</summary>
public class MaxPoolingTests
{
    public static TheoryData<string> Kinds => ["MaxPool1d", "MaxPool2d", "MaxPool2d, plain", "MaxPool3d", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_of_ties_is_that_of_automatic_differentiation(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        foreach (var count in new[] { 1, layer.ManyImages })
        {
            var images = layer.Images(count).Map(Math.Round);
            var (_, actual) = layer.Network.ScoresAndGradient(images, Arrays.Direction(layer.Seed));
            var (_, expected) = new AutogradModel(layer.Module).ScoresAndGradient(images, Arrays.Direction(layer.Seed));
            Arrays.Close(actual, expected, 1e-12, layer);
        }
    }, iter: 30);
}
