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
        var network = Golden.Network();
        var options = new ExplainOptions { BatchSize = batchSize };
        using var all = new LayerwiseRelevancePropagation(network, Default).ExplainLayers(Golden.Images(), Golden.Labels, options);

        Assert.Equal(network.Nodes.Reverse().Select(node => node.Name), all.Layers.Select(layer => layer.Node.Name));
        foreach (var (node, activations, relevance) in all.Layers)
        {
            using var ending = new LayerwiseRelevancePropagation(network, Default, node.Name).Explain(Golden.Images(), Golden.Labels, options);
            Assert.Equal(ending.Relevance.shape, relevance.shape);
            Assert.True(ending.Relevance.equal(relevance).all().data<bool>()[0], node.Name);
            Assert.InRange(Errors.Relative(activations.flatten(1), network.UpTo(node.Name).Scores(Golden.Images())), 0, 1e-12);
        }
    }

    [Fact]
    public void Explanation_and_ledger_are_those_of_a_propagation_that_keeps_nothing()
    {
        var lrp = new LayerwiseRelevancePropagation(Golden.Network(), Default);
        using var all = lrp.ExplainLayers(Golden.Images(), Golden.Labels);
        var (explanation, ledger) = lrp.ExplainWithLedger(Golden.Images(), Golden.Labels);
        using (explanation)
            Assert.True(explanation.Relevance.equal(all.Explanation.Relevance).all().data<bool>()[0]);

        foreach (var (layer, entry) in all.Layers.Reverse().Zip(all.Ledger.Entries))
            Assert.Equal(entry.Entering, layer.Relevance.flatten(1).sum([1]).data<double>(), (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a)));
        Assert.Equal(ledger.Entries.Select(entry => entry.Leaving[0]), all.Ledger.Entries.Select(entry => entry.Leaving[0]));
    }

    [Fact]
    public void The_layer_at_which_the_propagation_ends_is_the_explanation_itself()
    {
        using var all = new LayerwiseRelevancePropagation(Golden.Network(), Default, "5").ExplainLayers(Golden.Images(), Golden.Labels);
        Assert.Equal([32L, 16L, 5L, 5L], all.Explanation.Relevance.shape);
        Assert.Equal("6", all.Layers[^1].Node.Name);
    }

    [Fact]
    public void Where_the_graph_branches_a_layer_holds_what_came_back_on_all_ways()
    {
        var network = new ResidualModule(1, Biases.Any).Build();
        var composite = Composite.Uniform("zero", new LrpZero());
        using var all = new LayerwiseRelevancePropagation(network, composite).ExplainLayers(RandomNetworks.Images(1));
        var branching = all.Layers.Where(layer => network.Nodes.Count(node => node.Inputs.Contains(layer.Node.Index)) > 1).ToArray();
        Assert.NotEmpty(branching);
        foreach (var layer in branching)
        {
            using var ending = new LayerwiseRelevancePropagation(network, composite, layer.Node.Name).Explain(RandomNetworks.Images(1));
            Assert.True(ending.Relevance.equal(layer.Relevance).all().data<bool>()[0], layer.Node.Name);
        }
    }
}
