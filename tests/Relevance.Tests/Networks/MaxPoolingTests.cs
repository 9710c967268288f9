using CsCheck;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

/// <summary>Max pooling: ties, and the rules for it against loops over its windows.</summary>
public class MaxPoolingTests
{
    public static TheoryData<string> Kinds => ["MaxPool1d", "MaxPool2d", "MaxPool3d", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d"];

    [Fact]
    public void Ties_share_equally_but_the_gradient_goes_to_the_first()
    {
        var pooling = (MaxPooling)Network.From(nn.MaxPool2d(2)).Nodes[0].Layer;
        var input = tensor(new double[,,,] { { { { 1, 3, 5, 5 }, { 3, 0, 5, 5 } } } });
        var output = pooling.Forward(input);
        var relevance = tensor(new double[,,,] { { { { 6, 8 } } } });
        Assert.Equal([0, 3, 2, 2, 3, 0, 2, 2], Propagate(new WinnerTakesAll(), pooling, input, output, relevance));
        Assert.Equal([0, 6, 8, 0, 0, 0, 0, 0], pooling.Pullback(input, output, relevance).data<double>());
        Assert.Equal([6.0 / 7, 18.0 / 7, 2, 2, 18.0 / 7, 0, 2, 2], Propagate(new AverageOfWindow(0), pooling, input, output, relevance), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_of_ties_is_that_of_automatic_differentiation(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var images = layer.Images().round();
        var (_, actual) = Network.From(layer.Module).ScoresAndGradient(images, scores => scores + 0.5);
        var (_, expected) = new AutogradModel(layer.Module).ScoresAndGradient(images, scores => scores + 0.5);
        Assert.True(allclose(actual, expected, 1e-12, 1e-12));
    }, iter: 30);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_rules_agree_with_loops_over_the_windows(string kind) => LayerCases.All[kind].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var pooling = (MaxPooling)Network.From(layer.Module).Nodes[0].Layer;
        // Rounded, so that some tie; shifted, so that the sums of windows are not near zero.
        var input = layer.Images(1).round().clamp(-2, 2) + 3;
        var output = pooling.Forward(input);
        var relevance = output * 0.7 - 2;
        var windows = Windows(layer.Module, layer.Shape, output.shape);
        var (a, r) = (input.data<double>().ToArray(), relevance.data<double>().ToArray());
        Assert.Equal(ByLoops(window => window.Select(j => a[j] == window.Max(i => a[i]) ? 1.0 : 0)), Propagate(new WinnerTakesAll(), pooling, input, output, relevance), Close);
        Assert.Equal(ByLoops(window => window.Select(j => a[j])), Propagate(new AverageOfWindow(0), pooling, input, output, relevance), Close);

        double[] ByLoops(Func<int[], IEnumerable<double>> portions)
        {
            var result = new double[a.Length];
            foreach (var (window, relevanceOfUnit) in windows.Zip(r))
            {
                var parts = portions(window).ToArray();
                foreach (var (place, part) in window.Zip(parts))
                    result[place] += part / parts.Sum() * relevanceOfUnit;
            }
            return result;
        }
    }, iter: 15);

    [Fact]
    public void The_plan_names_the_rule()
    {
        var network = Network.From(nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8, 2)));
        var standard = NamedComposites.Find("epsilon-plus").Create(0, 1);
        Assert.Equal((new WinnerTakesAll(), "max pooling"), (standard.Plan(network)[2].Rule, standard.Plan(network)[2].Reason));
        var average = standard.WithFirst(new CompositeLine(LayerCondition.OfKind("MaxPool2d"), new AverageOfWindow()));
        Assert.Equal(new AverageOfWindow(), average.Plan(network)[2].Rule);
        Assert.Contains("average-of-window", (string)new LayerwiseRelevancePropagation(network, average).Parameters["rules"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_for_max_poolings_are_for_nothing_else()
    {
        var layer = new LeakyRelu(0);
        Assert.Contains("for max poolings", Assert.Throws<ArgumentException>(() => new WinnerTakesAll().Prepare(layer)).Message);
        Assert.Contains("for max poolings", Assert.Throws<ArgumentException>(() => new AverageOfWindow().Prepare(layer)).Message);
    }

    private static double[] Propagate(Rule rule, MaxPooling pooling, Tensor input, Tensor output, Tensor relevance) =>
        [.. rule.Prepare(pooling)(input, output, relevance, null).data<double>()];

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-9 * (1 + Math.Abs(a));

    /// <summary>The inputs of each unit, found by raising one input at a time far above all others.</summary>
    private static int[][] Windows(nn.Module<Tensor, Tensor> module, long[] shape, long[] outputShape)
    {
        using var nothing = no_grad();
        var inputs = shape.Aggregate(1L, (product, length) => product * length);
        var reached = module.call(eye(inputs, dtype: ScalarType.Float64).reshape([inputs, .. shape])).reshape([inputs, -1]).gt(0).contiguous().data<bool>().ToArray();
        var units = outputShape.Aggregate(1L, (product, length) => product * length);
        return [.. Enumerable.Range(0, (int)units).Select(unit => Enumerable.Range(0, (int)inputs).Where(input => reached[input * units + unit]).ToArray())];
    }
}
