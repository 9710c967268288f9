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
        var plan = new LayerwiseRelevancePropagation(Golden.Network(), NamedComposites.Default.Create(Golden.Low, Golden.High)).Plan;
        Assert.Equal(15, plan.Length);
        Assert.IsType<ZBox>(plan[0].Rule);
        Assert.IsType<Pass>(plan[1].Rule);
        Assert.IsType<LrpEpsilon>(plan[2].Rule);
        Assert.IsType<LrpGamma>(plan[3].Rule);
        Assert.Equal("convolution", plan[3].Reason);
        Assert.Equal("pooling", plan[2].Reason);
        Assert.All([8, 11, 14], index => Assert.Equal(new LrpEpsilon(1e-6), plan[index].Rule));
    }

    [Fact]
    public void A_composite_without_a_rule_for_a_layer_says_which() =>
        Assert.Contains("'8'", Assert.Throws<ArgumentException>(() => new LayerwiseRelevancePropagation(Golden.Network(),
            new Composite("half", [new(LayerCondition.Convolution, new LrpZero()), new(LayerCondition.Weightless, new LrpZero())]))).Message);
}
