using CsCheck;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Propagation;

/// <summary>Identities in networks whose layers are drawn by lot.</summary>
public class RandomStackTests
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
    ];

    private static readonly Gen<LayerCase> GenStack = Gen.Select(Gen.Int[0, Blocks.Length - 1].Array[1, 4], Gen.Int[0, int.MaxValue]).Select((blocks, seed) =>
        LayerCases.Case(seed, nn.Sequential([.. blocks.Select(block => Blocks[block]()), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(8, 3)]), 2, 12, 12));

    [Fact]
    public void LRP_0_is_gradient_times_input() => GenStack.Sample(stack =>
    {
        using var scope = NewDisposeScope();
        var network = Network.From(stack.Module);
        using var lrp = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero())).Explain(stack.Images(), Target.Class(1));
        using var taylor = new SimpleTaylor(network).Explain(stack.Images(), Target.Class(1));
        // Quotients by sums near zero, one after the other, amplify rounding.
        Assert.True(allclose(lrp.Relevance, taylor.Relevance, 1e-6, 1e-8), stack.Module.ToString());
    }, iter: 60);

    [Fact]
    public void Gradients_are_those_of_automatic_differentiation() => GenStack.Sample(stack =>
    {
        using var scope = NewDisposeScope();
        var (scores, gradient) = Network.From(stack.Module).ScoresAndGradient(stack.Images(), values => values + 1);
        var (expectedScores, expectedGradient) = new AutogradModel(stack.Module).ScoresAndGradient(stack.Images(), values => values + 1);
        Assert.True(allclose(scores, expectedScores, 1e-10, 1e-10) && allclose(gradient, expectedGradient, 1e-10, 1e-10), stack.Module.ToString());
    }, iter: 40);

    [Fact]
    public void What_leaves_a_layer_and_what_its_bias_and_epsilon_absorb_is_what_entered() => GenStack.Sample(stack =>
    {
        using var scope = NewDisposeScope();
        var lrp = new LayerwiseRelevancePropagation(Network.From(stack.Module), Composite.Uniform("epsilon", new LrpEpsilon(0.1)));
        var (explanation, ledger) = lrp.ExplainWithLedger(stack.Images(), Target.Class(0));
        using (explanation)
        {
            Assert.All(ledger.Entries, entry => Assert.All(entry.Unaccounted.Zip(entry.MagnitudeEntering),
                pair => Assert.InRange(Math.Abs(pair.First), 0, 1e-9 * (1 + pair.Second))));
        }
    }, iter: 40);
}
