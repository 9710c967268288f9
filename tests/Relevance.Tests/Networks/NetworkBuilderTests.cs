using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using static Relevance.Tests.Networks.RandomArrays;

namespace Relevance.Tests.Networks;

/// <summary>Networks with branches, and their parts.</summary>
public class NetworkBuilderTests
{
    private static readonly LinearLayer Doubling = new("Linear", new DenseMap(Maps.Weights.Of([2.0], [1, 1])));

    [Fact]
    public void A_sum_shares_relevance_in_proportion_to_its_branches()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Sum("sum", b.Input, b.Add("double", Doubling, b.Input)));
        var branches = new Composite("branches", [new(LayerCondition.Linear, new LrpZero())]);
        var explanation = new LayerwiseRelevancePropagation(network, branches, "double").Explain(Tensors.Of([3.0], 1, [1]));
        Assert.Equal(9, explanation.ExplainedScores[0]);
        Assert.Equal(6, explanation.Relevance.Values[0], 1e-10);
    }

    [Fact]
    public void A_relevance_of_zero_over_zero_is_zero_in_a_sum()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Sum("sum", b.Input, b.Input));
        foreach (Rule rule in new Rule[] { new LrpZero(), new LrpEpsilon(), new LrpGamma(), new ZPlus() })
        {
            var explanation = new LayerwiseRelevancePropagation(network, Composite.Uniform("all", rule)).Explain(Tensors.Zeros<float>(2, [3]));
            Assert.All(explanation.Relevance.Values.ToArray(), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Branches_put_side_by_side_each_get_their_own_gradient()
    {
        var b = new NetworkBuilder();
        var network = b.Build(b.Concatenate("cat", 1, b.Input, b.Add("double", new LinearLayer("scale", new ChannelScaleMap(Maps.Weights.Of([2.0, 3.0], [2]))), b.Input)));
        foreach (var count in new[] { 1, 6 })
        {
            var (scores, gradient) = network.ScoresAndGradient(Images(1, count, [2, 3]), (_, _, direction) =>
            {
                for (var k = 0; k < direction.Length; k++)
                    direction[k] = k + 1;
            });
            Assert.Equal([2, 6], scores.ImageShape);
            // Rows of the output: three of the input, three of its multiple.
            Assert.All(Enumerable.Range(0, count), image => Assert.Equal([1 + 2 * 4, 2 + 2 * 5, 3 + 2 * 6, 7 + 3 * 10, 8 + 3 * 11, 9 + 3.0 * 12], gradient.Image(image).ToArray()));
        }
    }

    [Fact]
    public void A_walk_to_a_layer_beside_the_way_to_the_scores_is_refused()
    {
        var b = new NetworkBuilder();
        var aside = b.Add("aside", Doubling, b.Input);
        var network = b.Build(b.Add("scores", Doubling, b.Input), ("aside", aside));
        var lrp = new LayerwiseRelevancePropagation(network, Composite.Uniform("all", new LrpZero()), "aside");
        Assert.Contains(
            "do not depend on layer 'aside'", Assert.Throws<ArgumentException>(() => lrp.Explain(Tensors.Of([3.0], 1, [1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_in_wiring_are_errors_that_name_the_layer()
    {
        var b = new NetworkBuilder();
        var x = b.Add("a", new LeakyReluLayer(), b.Input);
        Assert.Contains("'a' already", Message(() => b.Add("a", new LeakyReluLayer(), x)));
        Assert.Contains("two or more, not 1", Message(() => b.Sum("sum", x)));
        Assert.Contains("2 inputs", Message(() => b.Add("b", new LeakyReluLayer(), x, x)));
        Assert.Contains("another NetworkBuilder", Message(() => b.Add("b", new LeakyReluLayer(), new NetworkBuilder().Input)));
        Assert.Contains("another NetworkBuilder", Message(() => new NetworkBuilder().Build(x)));
        Assert.Contains("at least one layer", Message(() => new NetworkBuilder() is var empty ? empty.Build(empty.Input) : null));
        Assert.Contains("'input' already", Message(() => b.AddInput("input")));
        Assert.Throws<ArgumentOutOfRangeException>(() => b.Concatenate("cat", -1, x, x));
        b.Add("unused", new LeakyReluLayer(), b.Input);
        Assert.Contains("'unused'", Message(() => b.Build(x)));

        static string Message(Func<object?> action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void Branches_of_different_shapes_cannot_be_added()
    {
        var b = new NetworkBuilder();
        var narrow = new LinearLayer("Linear", new DenseMap(RandomArrays.Weights(1, [1, 3])));
        var network = b.Build(b.Sum("sum", b.Input, b.Add("narrow", narrow, b.Input)));
        var message = Assert.Throws<ArgumentException>(() => network.Scores(Tensors.Zeros<float>(2, [3]))).Message;
        Assert.Contains("'sum'", message, StringComparison.Ordinal);
        Assert.Contains("3 and 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_part_up_to_a_layer_has_its_units_as_scores()
    {
        var b = new NetworkBuilder();
        var x = b.Convolution("conv", RandomArrays.Weights(1, [2, 1, 3, 3]), null, ConvolutionGeometry.Plain(2), b.Input);
        var y = b.Add("relu", new LeakyReluLayer(), x);
        // A branch that the part does not need.
        var z = b.Add("other", new TanhLayer(), x);
        var network = b.Build(b.Sum("sum", y, z));
        var (part, images) = (network.UpTo("relu"), Images(2, 5, [1, 4, 5]));
        Assert.Equal(["conv", "relu", "relu.units"], part.Nodes.Select(node => node.Name));
        Assert.Equal([12], part.Scores(images).ImageShape);
        Assert.Equal(part.Scores(images).Values.ToArray().Select(value => value > 0 ? 1.0 : 0), part.Scores(images).Values.ToArray().Select(value => Math.Sign(value) * 1.0));
        Assert.Equal(
            network.UpTo("conv").Scores(images).Values.ToArray().Select(value => Math.Max(value, 0)), part.Scores(images).Values.ToArray());
        Assert.Contains("'conv9'", Assert.Throws<ArgumentException>(() => network.UpTo("conv9")).Message);
    }

    [Fact]
    public void Shapes_of_all_layers_are_known_without_computing()
    {
        var network = Chain(
            new LinearLayer("Conv2d", new ConvolutionMap(RandomArrays.Weights(1, [2, 1, 3, 3]), ConvolutionGeometry.Plain(2))), new FlattenLayer(),
            new UnflattenLayer(0, [3, -1, 2]), new FlattenLayer(-2, -1), new FlattenLayer(0, 0));
        Assert.Equal([[2, 2, 3], [12], [3, 2, 2], [3, 4], [3, 4]], network.OutputShapes([1, 4, 5]));
        Assert.Contains("'0'", Assert.Throws<ArgumentException>(() => network.OutputShapes([2, 4, 5])).Message);
        Assert.Throws<ArgumentException>(() => Chain(new FlattenLayer(1, 2)).OutputShapes([4, 5]));
    }
}
