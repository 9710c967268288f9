using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>One propagation that keeps every layer is as many that end at each.</summary>
public class LayerwiseExplanationTests
{
    private static readonly Composite Default = NamedComposites.Default.Create(Golden.Low, Golden.High);

    [Theory]
    [InlineData(32)]
    [InlineData(5)]
    public void Each_layer_has_its_activations_and_the_relevance_of_a_propagation_that_ends_there(int batchSize)
    {
        var (network, images) = (Golden.Network, Golden.Images<double>());
        var options = new ExplainOptions { BatchSize = batchSize };
        var all = new LayerwiseRelevancePropagation(network, Default).ExplainLayers(images, Golden.Labels, options);

        Assert.Equal(network.Nodes.Reverse().Select(node => node.Name), all.Layers.Select(layer => layer.Node.Name));
        foreach (var (node, activations, relevance) in all.Layers)
        {
            var ending = new LayerwiseRelevancePropagation(network, Default, node.Name).Explain(images, Golden.Labels, options);
            Assert.Equal(ending.Relevance.ImageShape, relevance.ImageShape);
            Assert.Equal(ending.Relevance.Values.ToArray(), relevance.Values.ToArray());
            Assert.Equal(network.UpTo(node.Name).Scores(images, TestContext.Current.CancellationToken).Values.ToArray(), activations.Values.ToArray(), (a, b) => Math.Abs(a - b) <= 1e-12 * (1 + Math.Abs(a)));
        }
    }

    [Fact]
    public void Explanation_and_ledger_are_those_of_a_propagation_that_keeps_nothing()
    {
        var lrp = new LayerwiseRelevancePropagation(Golden.Network, Default);
        var images = Golden.Images<double>();
        var all = lrp.ExplainLayers(images, Golden.Labels);
        var (explanation, ledger, layers) = lrp.ExplainWithLedger(images, Golden.Labels);
        Assert.Empty(layers);
        Assert.Equal(explanation.Relevance.Values.ToArray(), all.Explanation.Relevance.Values.ToArray());

        foreach (var (layer, entry) in all.Layers.Reverse().Zip(all.Ledger.Entries))
            Assert.Equal(entry.Entering, Sums.PerImage(layer.Relevance), (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a)));
        Assert.Equal(ledger.Entries.Select(entry => entry.Leaving[0]), all.Ledger.Entries.Select(entry => entry.Leaving[0]));
    }

    [Fact]
    public void The_layer_at_which_the_propagation_ends_is_the_explanation_itself()
    {
        var all = new LayerwiseRelevancePropagation(Golden.Network, Default, "5").ExplainLayers(Golden.Images<double>(), Golden.Labels);
        Assert.Equal([16, 5, 5], all.Explanation.Relevance.ImageShape);
        Assert.Equal("6", all.Layers[^1].Node.Name);
    }

    [Fact]
    public void Where_the_graph_branches_a_layer_holds_what_came_back_on_all_ways()
    {
        var network = ResidualNetwork.Build(1, Biases.Any);
        var composite = Composite.Uniform("zero", new LrpZero());
        var all = new LayerwiseRelevancePropagation(network, composite).ExplainLayers(RandomNetworks.Images(1));
        var branching = all.Layers.Where(layer => network.Nodes.Count(node => node.Inputs.Contains(layer.Node.Index)) > 1).ToArray();
        Assert.NotEmpty(branching);
        foreach (var layer in branching)
        {
            var ending = new LayerwiseRelevancePropagation(network, composite, layer.Node.Name).Explain(RandomNetworks.Images(1));
            Assert.Equal(ending.Relevance.Values.ToArray(), layer.Relevance.Values.ToArray());
        }
    }
}
