using CsCheck;
using Relevance.Torch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests.Networks;

/// <summary>Modules whose layers are drawn by lot, read as networks and run by the engine, against automatic differentiation.</summary>
public class RandomChainTests
{
    private static readonly Func<nn.Module<Tensor, Tensor>>[] Blocks =
    [
        () => nn.Conv2d(2, 2, 3, padding: 1),
        () => nn.Conv2d(2, 2, 3, padding: 2, dilation: 2, groups: 2),
        () => nn.Conv2d(2, 2, 2, Padding.Same, padding_mode: PaddingModes.Reflect),
        () => nn.ConvTranspose2d(2, 2, 3, stride: 2, padding: 1),
        () => nn.MaxPool2d(3, stride: 2, padding: 1),
        () => nn.MaxPool2d(2, ceil_mode: true),
        () => nn.AvgPool2d(3, stride: 2, padding: 1, count_include_pad: false),
        () => nn.AdaptiveAvgPool2d(5),
        () => nn.AdaptiveMaxPool2d([5, 4]),
        () => nn.Upsample([9, 8], mode: UpsampleMode.Bilinear, align_corners: true),
        () => nn.Upsample([9, 8]),
        () => nn.ZeroPad2d(1),
        () => nn.ReplicationPad2d(1),
        () => nn.BatchNorm2d(2),
        () => nn.Dropout2d(),
        () => nn.ReLU(),
        () => nn.LeakyReLU(0.1),
        () => nn.Tanh(),
    ];

    private static readonly Gen<LayerCase> Chains = Gen.Select(Gen.Int[0, Blocks.Length - 1].Array[1, 4], Gen.Int[0, int.MaxValue]).Select((blocks, seed) =>
        LayerCases.Case(seed, nn.Sequential([.. blocks.Select(block => Blocks[block]()), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(8, 3)]), 2, 12, 12));

    /// <summary>Where several values of a window are equal, as beside a border that repeats them, the gradient goes where libtorch's goes.</summary>
    [Fact]
    public void Scores_and_gradients_are_those_of_automatic_differentiation() => Chains.Sample(chain =>
    {
        using var scope = NewDisposeScope();
        var images = chain.Images();
        var (scores, gradient) = chain.Network.ScoresAndGradient(images, Arrays.Direction(chain.Seed));
        var (expectedScores, expectedGradient) = new AutogradModel(chain.Module).ScoresAndGradient(images, Arrays.Direction(chain.Seed));
        // Some 10⁴ products of numbers of magnitudes around 1, one after the other and side by side, each rounded to 2⁻⁵³.
        Arrays.Close(scores, expectedScores, 1e-10, chain);
        Arrays.Close(gradient, expectedGradient, 1e-10, chain);
    }, iter: 60);
}
