using Relevance.Networks.Layers;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static Relevance.Tests.Networks.RandomArrays;

namespace Relevance.Tests.Networks;

public class ActivationTests
{
    private static readonly Layer[] All =
    [
        new EluLayer(0.7), new GeluLayer(), new GeluByTanhLayer(), new SiluLayer(), new TanhLayer(), new SigmoidLayer(), new SoftplusLayer(2), new ClipLayer(0, 6),
        new ClipLayer(-2, 1.5), new LeakyReluLayer(0.2), new LeakyReluLayer(),
    ];

    public static TheoryData<string> Names => [.. All.Select(layer => layer.ToString())];

    [Fact]
    public void Each_says_what_it_is() => Assert.Equal(
        ["ELU(0.7)", "GELU", "GELU(tanh)", "SiLU", "Tanh", "Sigmoid", "Softplus(2)", "ReLU6", "Clip(-2 to 1.5)", "LeakyReLU(0.2)", "ReLU"],
        Names.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_agrees_with_central_differences(string name)
    {
        var network = Chain(Find(name));
        double[] z = [.. Enumerable.Range(0, 58).Select(i => -7.03 + i * 14.04 / 57)];
        const double step = 1e-5;
        var (above, below) = (Scores(z.Select(x => x + step)), Scores(z.Select(x => x - step)));
        var (_, gradient) = network.ScoresAndGradient(Tensors.Of(z, 1, [58]), Everything);
        Assert.All(gradient.Values.ToArray().Zip(above.Zip(below, (a, b) => (a - b) / (2 * step))), pair => Assert.Equal(pair.Second, pair.First, 1e-8));

        double[] Scores(IEnumerable<double> values) => network.Scores(Tensors.Of([.. values], 1, [58])).Values.ToArray();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_far_from_zero_stay_finite(string name)
    {
        var (network, z) = (Chain(Find(name)), Tensors.Of([-1e4, -100, 0, 100, 1e4], 1, [5]));
        var (scores, gradient) = network.ScoresAndGradient(z, Everything);
        Assert.All([.. scores.Values, .. gradient.Values], value => Assert.True(double.IsFinite(value)));
        var (narrow, narrowGradient) = network.ScoresAndGradient(z.To<float>(), Everything);
        Assert.All([.. narrow.Values, .. narrowGradient.Values], value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Relevance_passes_and_the_condition_for_activations_holds(string name)
    {
        var network = Chain(new LinearLayer("Linear", new Maps.DenseMap(RandomArrays.Weights(1, [2, 2]))), Find(name));
        var composite = new Composite("gradient", [new(LayerCondition.Activation, new Gradient()), new(LayerCondition.Linear, new LrpZero())]);
        Assert.Equal(new Gradient(), composite.Plan(network)[1].Rule);
        Assert.Equal(new Pass(), Composite.Uniform("zero", new LrpZero()).Plan(network)[1].Rule);
    }

    private static Layer Find(string name) => All.Single(layer => layer.ToString() == name);
}
