using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

public class ActivationTests
{
    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> All = new()
    {
        ["ELU(0.7)"] = () => nn.ELU(0.7),
        ["GELU"] = () => nn.GELU(),
        ["GELU(tanh)"] = () => nn.GELU(TorchSharp.Modules.GELU.Approximate.tanh),
        ["SiLU"] = () => nn.SiLU(),
        ["Tanh"] = () => nn.Tanh(),
        ["Softplus(2)"] = () => nn.Softplus(2),
        ["ReLU6"] = () => nn.ReLU6(),
        ["LeakyReLU(0.2)"] = () => nn.LeakyReLU(0.2),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_agrees_with_central_differences(string name)
    {
        var network = Network.From(All[name]());
        Assert.Equal(name, network.Nodes[0].Layer.ToString());
        var z = linspace(-7.03, 7.01, 58, ScalarType.Float64).reshape(1, -1);
        const double step = 1e-5;
        var numeric = (network.Scores(z + step) - network.Scores(z - step)) / (2 * step);
        var (_, gradient) = network.ScoresAndGradient(z, scores => ones_like(scores));
        Assert.InRange(Errors.Relative(gradient, numeric), 0, 1e-8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_far_from_zero_stay_finite(string name)
    {
        var network = Network.From(All[name]());
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var z = tensor(new[] { -1e4, -100, 0, 100, 1e4 }).to(type).reshape(1, -1);
            var (scores, gradient) = network.ScoresAndGradient(z, values => ones_like(values));
            Assert.True(scores.isfinite().all().item<bool>() && gradient.isfinite().all().item<bool>());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Relevance_passes_and_the_condition_for_activations_holds(string name)
    {
        var network = Network.From(nn.Sequential(nn.Linear(2, 2), All[name]()));
        var composite = new Composite("gradient", [new(LayerCondition.Activation, new Gradient()), new(LayerCondition.Linear, new LrpZero())]);
        Assert.Equal(new Gradient(), composite.Plan(network)[1].Rule);
        Assert.Equal(new Pass(), Composite.Uniform("zero", new LrpZero()).Plan(network)[1].Rule);
    }
}
