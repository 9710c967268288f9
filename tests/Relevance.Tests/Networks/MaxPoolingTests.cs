using System.Numerics.Tensors;
using CsCheck;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using static Relevance.Tests.Networks.RandomArrays;

namespace Relevance.Tests.Networks;

/// <summary>Max pooling: ties, and the rules for it against loops over its windows.</summary>
public class MaxPoolingTests
{
    private static readonly MaxPoolingLayer TwoByTwo = new("MaxPool2d", new("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)]));

    private static readonly Gen<AxisMap> GenAxis = Gen.OneOf(
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 1], Gen.Int[1, 2], Gen.Bool, (length, stride, padding, dilation, ceil) =>
            (AxisMap)new WindowAxis(length, stride, Math.Min(padding, length / 2), Math.Min(padding, length / 2), dilation, ceil)),
        Gen.Int[1, 6].Select(outputs => (AxisMap)new AdaptiveAxis(outputs)));

    [Fact]
    public void Ties_share_equally_but_the_gradient_goes_to_the_first()
    {
        foreach (var count in new[] { 1, 7 })
        {
            var input = Tensors.Of([.. Enumerable.Repeat<double[]>([1, 3, 5, 5, 3, 0, 5, 5], count).SelectMany(image => image)], count, [1, 2, 4]);
            Assert.All(Enumerable.Range(0, count), image =>
            {
                Assert.Equal([0, 3, 2, 2, 3, 0, 2, 2], Propagate(new WinnerTakesAll(), TwoByTwo, input, [6, 8]).Image(image).ToArray());
                Assert.Equal([0, 6, 8, 0, 0, 0, 0, 0], Chain(TwoByTwo).ScoresAndGradient(input, Directed([6, 8])).Gradient.Image(image).ToArray());
                Assert.Equal(
                    [6.0 / 7, 18.0 / 7, 2, 2, 18.0 / 7, 0, 2, 2], Propagate(new AverageOfWindow(0), TwoByTwo, input, [6, 8]).Image(image).ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
            });
        }
    }

    [Fact]
    public void The_rules_agree_with_loops_over_the_windows() => Gen.Select(GenAxis.Array[1, 3], Gen.Int[0, 1 << 20]).Sample((axes, seed) =>
    {
        var pooling = new MaxPoolingLayer("MaxPool", new("any", [.. axes]));
        Shape shape = new([2, .. Enumerable.Range(5, axes.Length)]);
        // Rounded, so that some tie; shifted, so that the sums of windows are not near zero.
        var images = Images(seed, 5 + seed % 16, shape);
        foreach (ref var value in images.Values)
            value = Math.Clamp(Math.Round(value), -2, 2) + 3;
        var output = Chain(pooling).Scores(images);
        double[] relevance = [.. Enumerable.Range(0, output.ImageShape.Size).Select(k => 0.7 * k - 2)];
        var windows = Windows(axes, shape);
        Check(new WinnerTakesAll(), (window, a) => window.Select(j => a[j] == window.Max(i => a[i]) ? 1.0 : 0));
        Check(new AverageOfWindow(0), (window, a) => window.Select(j => a[j]));

        void Check(Rule rule, Func<int[], double[], IEnumerable<double>> portions)
        {
            var actual = Propagate(rule, pooling, images, relevance);
            for (var image = 0; image < images.ImageCount; image++)
            {
                var a = images.Image(image).ToArray();
                Assert.Equal(windows.Select(window => window.Max(j => a[j])), output.Image(image).ToArray());
                var expected = new double[a.Length];
                foreach (var (window, ofUnit) in windows.Zip(relevance))
                {
                    var parts = portions(window, a).ToArray();
                    foreach (var (place, part) in window.Zip(parts))
                        expected[place] += part / parts.Sum() * ofUnit;
                }
                Assert.Equal(expected, actual.Image(image).ToArray(), (x, y) => Math.Abs(x - y) <= 1e-9 * (1 + Math.Abs(x)));
            }
        }
    }, iter: 40);

    [Fact]
    public void The_plan_names_the_rule()
    {
        var network = Chain(
            new LinearLayer("Conv2d", new ConvolutionMap(RandomArrays.Weights(1, [2, 1, 3, 3]), ConvolutionGeometry.Plain(2))), new LeakyReluLayer(), TwoByTwo,
            new FlattenLayer(), new LinearLayer("Linear", new DenseMap(RandomArrays.Weights(2, [2, 8]))));
        var standard = NamedComposites.Find("epsilon-plus").Create(0, 1);
        Assert.Equal((new WinnerTakesAll(), "max pooling"), (standard.Plan(network)[2].Rule, standard.Plan(network)[2].Reason));
        var average = standard.WithFirst(new CompositeLine(LayerCondition.OfKind("MaxPool2d"), new AverageOfWindow()));
        Assert.Equal(new AverageOfWindow(), average.Plan(network)[2].Rule);
        Assert.Contains("average-of-window", (string)new LayerwiseRelevancePropagation(network, average).Parameters["rules"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_rules_for_max_poolings_are_for_nothing_else(bool winner)
    {
        Rule rule = winner ? new WinnerTakesAll() : new AverageOfWindow();
        var composite = new Composite("any", [new(LayerCondition.Activation, rule)]);
        Assert.Contains(
            "for max poolings", Assert.Throws<ArgumentException>(() => new LayerwiseRelevancePropagation(Chain(new LeakyReluLayer()), composite)).Message, StringComparison.Ordinal);
    }

    /// <summary>What a rule makes of relevance at the output of a pooling, the same for every image. No output is 0.</summary>
    private static Tensor<double> Propagate(Rule rule, MaxPoolingLayer pooling, Tensor<double> input, double[] relevance)
    {
        var lrp = new LayerwiseRelevancePropagation(Chain(pooling, new FlattenLayer()), new("pooling", [new(LayerCondition.OfKind(pooling.Kind), rule)]));
        var start = Tensors.Of([.. Enumerable.Repeat(relevance, input.ImageCount).SelectMany(image => image)], input.ImageCount, [relevance.Length]);
        return lrp.Explain(input, Target.Relevances(start)).Relevance;
    }

    private static ChooseDirection Directed(double[] weights) => (_, _, direction) => weights.CopyTo(direction);

    /// <summary>The places of each unit's window, channel by channel.</summary>
    private static int[][] Windows(AxisMap[] axes, Shape shape)
    {
        int[][] windows = [[0], [1]];
        foreach (var (i, axis) in axes.Index())
        {
            var length = shape[i + 1];
            windows = [.. windows.SelectMany(outer => axis.Rows(length).Select(row => outer.SelectMany(place => row.Select(entry => place * length + entry.Place)).ToArray()))];
        }
        return windows;
    }
}
