using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>Which layer gets which rule.</summary>
public class PlanTests
{
    [Fact]
    public void The_plan_names_each_layer_its_rule_and_why()
    {
        var plan = new LayerwiseRelevancePropagation(Golden.Network, NamedComposites.Default.Create(Golden.Low, Golden.High)).Plan;
        var byName = plan.ToDictionary(entry => entry.Node.Name);
        Assert.Equal(Golden.Network.Nodes.Select(node => node.Name), plan.Select(entry => entry.Node.Name));
        Assert.IsType<ZBox>(byName["0"].Rule);
        Assert.IsType<Pass>(byName["1"].Rule);
        Assert.IsType<LrpEpsilon>(byName["2"].Rule);
        Assert.IsType<LrpGamma>(byName["3"].Rule);
        Assert.Equal("convolution", byName["3"].Reason);
        Assert.Equal("pooling", byName["2"].Reason);
        Assert.All(["8", "11", "14"], name => Assert.Equal(new LrpEpsilon(1e-6), byName[name].Rule));
    }

    [Fact]
    public void A_composite_without_a_rule_for_a_layer_says_which() =>
        Assert.Contains("'8'", Assert.Throws<ArgumentException>(() => new LayerwiseRelevancePropagation(Golden.Network,
            new Composite("half", [new(LayerCondition.Convolution, new LrpZero()), new(LayerCondition.Weightless, new LrpZero())]))).Message, StringComparison.Ordinal);
}
