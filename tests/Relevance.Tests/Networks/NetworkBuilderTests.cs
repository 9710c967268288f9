using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

/// <summary>Networks with branches.</summary>
public class NetworkBuilderTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [Seeds]
    public void Scores_and_gradients_of_a_residual_network_are_those_of_the_same_module(int seed)
    {
        var module = new ResidualModule(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        var (scores, gradient) = module.Build().ScoresAndGradient(images, scores => ones_like(scores));
        var (expectedScores, expectedGradient) = new AutogradModel(module).ScoresAndGradient(images, scores => ones_like(scores));
        Assert.InRange(Errors.Relative(scores, expectedScores), 0, Tolerance);
        Assert.InRange(Errors.Relative(gradient, expectedGradient), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void LRP_0_is_gradient_times_input_also_where_branches_meet(int seed)
    {
        var network = new ResidualModule(seed, Biases.Any).Build();
        using var lrp = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero())).Explain(RandomNetworks.Images(seed));
        using var taylor = new SimpleTaylor(network).Explain(RandomNetworks.Images(seed));
        Assert.InRange(Errors.Relative(lrp.Relevance, taylor.Relevance), 0, 1e-8);
    }

    [Theory]
    [Seeds]
    public void Without_biases_relevance_is_conserved_through_the_branches(int seed)
    {
        var network = new ResidualModule(seed, Biases.None).Build();
        var (explanation, ledger) = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero())).ExplainWithLedger(RandomNetworks.Images(seed));
        using (explanation)
        {
            Assert.All(explanation.ExplainedScores.Zip(explanation.Residuals), pair => Assert.InRange(Math.Abs(pair.Second), 0, 1e-8 * (1 + Math.Abs(pair.First))));
            var merges = ledger.Entries.Where(entry => entry.Node.Layer is MergeLayer).ToArray();
            Assert.Equal(["add", "cat"], merges.Select(entry => entry.Node.Name));
            Assert.All(merges.SelectMany(entry => entry.Unaccounted.Zip(entry.MagnitudeEntering)), pair => Assert.InRange(Math.Abs(pair.First), 0, 1e-8 * pair.Second));
        }
    }

    [Fact]
    public void The_plan_shows_how_merges_share()
    {
        var network = new ResidualModule(0, Biases.Any).Build();
        var plan = new LayerwiseRelevancePropagation(network, NamedComposites.Find("epsilon-plus").Create(-1, 1)).Plan;
        Assert.Equal(new LrpEpsilon(), plan.Single(entry => entry.Node.Name == "add").Rule);
        Assert.Equal(new Pass(), plan.Single(entry => entry.Node.Name == "cat").Rule);
        var convolutions = new Composite("convolutions", [new(LayerCondition.Convolution, new ZPlus()), new(LayerCondition.Dense, new LrpZero()), new(LayerCondition.OfKind("AdaptiveAvgPool2d"), new LrpZero())]);
        var byDefault = convolutions.Plan(network).Single(entry => entry.Node.Name == "add");
        Assert.Equal((new LrpEpsilon(), "sum of branches"), (byDefault.Rule, byDefault.Reason));
    }

    [Fact]
    public void A_sum_shares_relevance_in_proportion_to_its_branches()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Sum("sum", b.Input, b.Add("double", Doubling(), b.Input)));
        var branches = new Composite("branches", [new(LayerCondition.Linear, new LrpZero())]);
        using var explanation = new LayerwiseRelevancePropagation(network, branches, "double").Explain(tensor(new[,] { { 3.0 } }));
        Assert.Equal(9, explanation.ExplainedScores[0]);
        Assert.Equal(6, explanation.Relevance.item<double>(), Tolerance);
    }

    [Fact]
    public void A_relevance_of_zero_over_zero_is_zero_in_a_sum()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Sum("sum", b.Input, b.Input));
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpEpsilon(), new LrpGamma(), new ZPlus() })
        {
            using var explanation = new LayerwiseRelevancePropagation(network, Composite.Uniform("all", rule)).Explain(zeros([2, 3], ScalarType.Float32));
            Assert.Equal(0, explanation.Relevance.abs().max().item<float>());
        }
    }

    [Fact]
    public void Layers_of_a_sequential_are_named_below_it()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Add("head", nn.Sequential(("flatten", nn.Flatten()), ("linear", nn.Linear(4, 2))), b.Input));
        Assert.Equal(["head.flatten", "head.linear"], network.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Mistakes_in_wiring_are_errors_that_name_the_layer()
    {
        var b = new NetworkBuilder();
        var x = b.Add("a", nn.ReLU(), b.Input);
        Assert.Contains("'a' already", Message(() => b.Add("a", nn.ReLU(), x)));
        Assert.Contains("two or more, not 1", Message(() => b.Sum("sum", x)));
        Assert.Contains("another NetworkBuilder", Message(() => b.Add("b", nn.ReLU(), new NetworkBuilder().Input)));
        Assert.Contains("another NetworkBuilder", Message(() => new NetworkBuilder().Build(x)));
        Assert.Contains("at least one layer", Message(() => new NetworkBuilder() is var empty ? empty.Build(empty.Input) : null));
        Assert.Throws<ArgumentOutOfRangeException>(() => b.Concatenate("cat", 0, x, x));
        b.Add("unused", nn.ReLU(), b.Input);
        Assert.Contains("'unused'", Message(() => b.Build(x)));

        static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void Branches_of_different_shapes_cannot_be_added()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Sum("sum", b.Input, b.Add("narrow", nn.Linear(3, 1), b.Input)));
        Assert.Contains("[3] and [1]", Assert.Throws<ArgumentException>(() => network.Scores(ones([2, 3]))).Message);
    }

    private static TorchSharp.Modules.Linear Doubling()
    {
        var linear = nn.Linear(1, 1, hasBias: false).to(ScalarType.Float64);
        using var nothing = no_grad();
        linear.weight!.fill_(2);
        return linear;
    }
}
