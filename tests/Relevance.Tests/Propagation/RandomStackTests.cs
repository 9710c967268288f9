using CsCheck;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>Identities in networks whose layers are drawn by lot.</summary>
public class RandomStackTests
{
    [Fact]
    public void LRP_0_is_gradient_times_input() => Stacks.Random.Sample(stack =>
    {
        var images = RandomNetworks.Normal(stack.Seed, 2, [2, 12, 12]);
        var lrp = new LayerwiseRelevancePropagation(stack.Network, Composite.Uniform("zero", new LrpZero())).Explain(images, Target.Class(1)).Relevance.Values.ToArray();
        var product = new GradientTimesInput(stack.Network).Explain(images, Target.Class(1)).Relevance.Values.ToArray();
        // Quotients by sums near zero, one after the other, amplify rounding.
        Assert.All(lrp.Zip(product), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-8 + 1e-6 * Math.Abs(pair.Second)));
    }, iter: 60);

    [Fact]
    public void What_leaves_a_layer_and_what_its_bias_and_epsilon_absorb_is_what_entered() => Stacks.Random.Sample(stack =>
    {
        var lrp = new LayerwiseRelevancePropagation(stack.Network, Composite.Uniform("epsilon", new LrpEpsilon(0.1)));
        var ledger = lrp.ExplainWithLedger(RandomNetworks.Normal(stack.Seed, 2, [2, 12, 12]), Target.Class(0)).Ledger;
        Assert.All(ledger.Entries, entry => Assert.All(entry.Unaccounted.Zip(entry.MagnitudeEntering),
            pair => Assert.InRange(Math.Abs(pair.First), 0, 1e-9 * (1 + pair.Second))));
    }, iter: 40);
}
