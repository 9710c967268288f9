using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Torch.Reading;
using Relevance.Torch.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Networks;

/// <summary>Modules put together into networks with branches.</summary>
public class NetworkBuilderTests
{
    [Theory]
    [Seeds]
    public void Scores_and_gradients_of_a_residual_network_are_those_of_the_same_module(int seed)
    {
        var module = new ResidualModule(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        var (scores, gradient) = module.Build().ScoresAndGradient(images, Arrays.Everything);
        var (expectedScores, expectedGradient) = new AutogradModel(module).ScoresAndGradient(images, Arrays.Everything);
        Arrays.Close(scores, expectedScores, 1e-10, "scores");
        Arrays.Close(gradient, expectedGradient, 1e-10, "gradient");
    }

    [Theory]
    [Seeds]
    public void LRP_0_is_gradient_times_input_also_where_branches_meet(int seed)
    {
        var network = new ResidualModule(seed, Biases.Any).Build();
        var lrp = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero())).Explain(RandomNetworks.Images(seed));
        var taylor = new GradientTimesInput(network).Explain(RandomNetworks.Images(seed));
        Assert.InRange(Errors.Relative(lrp.Relevance, taylor.Relevance), 0, 1e-8);
    }

    [Theory]
    [Seeds]
    public void Without_biases_relevance_is_conserved_through_the_branches(int seed)
    {
        var network = new ResidualModule(seed, Biases.None).Build();
        var (explanation, ledger, _) = new LayerwiseRelevancePropagation(network, Composite.Uniform("zero", new LrpZero())).ExplainWithLedger(RandomNetworks.Images(seed));
        Assert.All(explanation.ExplainedScores.Zip(explanation.Residuals), pair => Assert.InRange(Math.Abs(pair.Second), 0, 1e-8 * (1 + Math.Abs(pair.First))));
        var merges = ledger.Entries.Where(entry => entry.Node.Layer is SumLayer or ConcatenationLayer).ToArray();
        Assert.Equal(["add", "cat"], merges.Select(entry => entry.Node.Name));
        Assert.All(merges.SelectMany(entry => entry.Unaccounted.Zip(entry.MagnitudeEntering)), pair => Assert.InRange(Math.Abs(pair.First), 0, 1e-8 * pair.Second));
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
    public void Layers_of_a_sequential_are_named_below_it()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Add("head", nn.Sequential(("flatten", nn.Flatten()), ("linear", nn.Linear(4, 2))), b.Input));
        Assert.Equal(["head.flatten", "head.linear"], network.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void A_softmax_is_left_out_of_the_layers_that_compute_scores_only()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.AddScores("head", nn.Sequential(nn.Linear(4, 2), nn.Softmax(1)), b.Input));
        Assert.Equal(["head.0"], network.Nodes.Select(node => node.Name));
        var error = Assert.Throws<UnsupportedLayerException>(() => b.Add("other", nn.Sequential(nn.Linear(4, 2), nn.Softmax(1)), b.Input));
        Assert.Contains("AddScores", error.Message, StringComparison.Ordinal);
        // A sigmoid is a layer like others where it does not end the network.
        var c = new NetworkBuilder();
        Assert.Equal(["Sigmoid"], c.Build(c.Add("gate", nn.Sigmoid(), c.Input)).Nodes.Select(node => node.Layer.Kind));
    }

    [Fact]
    public void Mistakes_in_wiring_are_errors_that_name_the_layer()
    {
        var b = new NetworkBuilder();
        var x = b.Add("a", nn.ReLU(), b.Input);
        Assert.Contains("'a' already", Message(() => b.Add("a", nn.ReLU(), x)));
        Assert.Contains("another NetworkBuilder", Message(() => b.Add("b", nn.ReLU(), new NetworkBuilder().Input)));
        Assert.Throws<ArgumentException>(() => b.Add("", nn.ReLU(), x));
        b.Add("unused", nn.ReLU(), b.Input);
        Assert.Contains("'unused'", Message(() => b.Build(x)));

        static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }
}
