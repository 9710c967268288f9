using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Gradients;

/// <summary>DeepLIFT: agreement with Captum, summation to delta and the examples of its paper.</summary>
public class DeepLiftTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData("captum.deeplift_black")]
    [InlineData("captum.deeplift_zero")]
    public void The_rescale_rule_equals_that_of_Captum(string reference)
    {
        var baseline = reference == "captum.deeplift_black" ? Baseline.Black(Golden.Low) : Baseline.Zero;
        using var explanation = new DeepLift(Golden.Network(), baseline).Explain(Golden.Images(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)), 0, 1e-9);
        using var inFloat32 = new DeepLift(Golden.Network(ScalarType.Float32), baseline).Explain(Golden.Images(ScalarType.Float32), Golden.Labels);
        Assert.InRange(Errors.Relative(inFloat32.Relevance, Golden.Read(reference)), 0, RoundingBound.OfGradients);
    }

    public static TheoryData<string, DeepLiftRule, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, DeepLiftRule, int>();
            for (var seed = 0; seed < 5; seed++)
            {
                foreach (var network in new[] { "leaky", "rectified", "smooth", "padded with ones", "residual" })
                {
                    cases.Add(network, DeepLiftRule.Rescale, seed);
                    cases.Add(network, DeepLiftRule.RevealCancel, seed);
                }
                cases.Add("max-pooled", DeepLiftRule.Rescale, seed);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Relevances_sum_to_the_difference_from_the_baseline(string name, DeepLiftRule rule, int seed)
    {
        var network = Make(name, seed);
        var images = RandomNetworks.Images(seed);
        foreach (var baseline in new[] { Baseline.Black(-0.6), Baseline.Mean, Baseline.Blurred(1), Baseline.Given(images[1]) })
        {
            using var explanation = new DeepLift(network, baseline, rule).Explain(images, Target.Class(1));
            var difference = (network.Scores(images) - network.Scores(baseline.For(images)))[.., 1].data<double>().ToArray();
            foreach (var (image, expected) in difference.Index())
            {
                var scale = 1 + explanation.Relevance[image].abs().sum().item<double>();
                Assert.InRange(Math.Abs(explanation.TotalRelevances[image] - expected), 0, Tolerance * scale);
                Assert.Equal(expected, explanation.Diagnostics["delta"][image], Tolerance);
                Assert.InRange(Math.Abs(explanation.Diagnostics["completeness-error"][image]), 0, Tolerance * scale);
            }
        }
    }

    [Theory]
    [Seeds]
    public void Without_biases_and_against_zero_it_is_gradient_times_input(int seed)
    {
        // Δz = z and Δa = a: the chord from 0 is the tangent of a leaky rectifier on either side.
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.None));
        using var deepLift = new DeepLift(network, Baseline.Zero).Explain(RandomNetworks.Images(seed));
        using var product = new GradientTimesInput(network).Explain(RandomNetworks.Images(seed));
        Assert.InRange(Errors.Relative(deepLift.Relevance, product.Relevance), 0, 1e-9);
    }

    [Fact]
    public void Reveal_cancel_sees_both_inputs_of_a_minimum_and_rescale_one()
    {
        // min(x₁, x₂) = x₁ − max(0, x₁ − x₂), the example of the paper's section 3.5.3; x₁ as the difference of two rectifiers.
        var module = nn.Sequential(nn.Linear(2, 3, hasBias: false), nn.ReLU(), nn.Linear(3, 1, hasBias: false)).to(ScalarType.Float64);
        using (no_grad())
        {
            module.get_parameter("0.weight")!.copy_(tensor(new double[,] { { 1, 0 }, { -1, 0 }, { 1, -1 } }));
            module.get_parameter("2.weight")!.copy_(tensor(new double[,] { { 1, -1, -1 } }));
        }
        var network = Network.From(module);
        var image = tensor(new[,] { { 3.0, 1.0 } });
        using var rescale = new DeepLift(network, Baseline.Zero).Explain(image, Target.Class(0));
        using var revealCancel = new DeepLift(network, Baseline.Zero, DeepLiftRule.RevealCancel).Explain(image, Target.Class(0));
        Assert.Equal([0, 1], rescale.Relevance.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.5, 0.5], revealCancel.Relevance.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_rectifier_is_passed_by_the_slope_of_its_chord()
    {
        // z = x₁ + x₂ − 1 from −1 to 2, a from 0 to 2: m = 2/3 for each.
        var module = nn.Sequential(nn.Linear(2, 1), nn.ReLU(), nn.Linear(1, 1, hasBias: false)).to(ScalarType.Float64);
        using (no_grad())
        {
            module.get_parameter("0.weight")!.copy_(ones([1, 2], ScalarType.Float64));
            module.get_parameter("0.bias")!.copy_(tensor(new[] { -1.0 }));
            module.get_parameter("2.weight")!.copy_(ones([1, 1], ScalarType.Float64));
        }
        using var explanation = new DeepLift(Network.From(module), Baseline.Zero).Explain(tensor(new[,] { { 2.0, 1.0 } }), Target.Class(0));
        Assert.Equal([4.0 / 3, 2.0 / 3], explanation.Relevance.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Reveal_cancel_of_a_network_with_max_pooling_is_refused_with_the_layer() => Assert.Contains("layer '2'",
        Assert.Throws<ArgumentException>(() => new DeepLift(Make("max-pooled", 0), Baseline.Zero, DeepLiftRule.RevealCancel)).Message, StringComparison.Ordinal);

    private static Network Make(string name, int seed)
    {
        if (name == "residual")
        {
            var builder = new NetworkBuilder();
            var first = builder.Add("first", RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(nn.Conv2d(2, 3, 3, padding: 1), nn.ReLU())), builder.Input);
            var branch = builder.Add("branch", RandomNetworks.Fill(seed + 1, Biases.Any, nn.Sequential(nn.Conv2d(3, 3, 3, padding: 1), nn.LeakyReLU(0.1))), first);
            var both = builder.Concatenate("both", 1, builder.Sum("sum", first, branch), branch);
            return builder.Build(builder.Add("end", RandomNetworks.Fill(seed + 2, Biases.Any, nn.Sequential(nn.ReLU(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(96, 3))), both));
        }
        return Network.From(name switch
        {
            "leaky" => RandomNetworks.Convolutional(seed, Biases.Any),
            "rectified" => RandomNetworks.Convolutional(seed, Biases.Any, 0),
            "smooth" => RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(
                nn.Conv2d(2, 3, 3), nn.GELU(), nn.Conv2d(3, 2, 3), nn.Tanh(), nn.Flatten(), nn.Linear(32, 5), nn.Softplus(), nn.Linear(5, 3))),
            "padded with ones" => RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(
                nn.ConstantPad2d((1, 1, 1, 1), 1.0), nn.Conv2d(2, 3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(192, 3))),
            _ => RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(
                nn.Conv2d(2, 3, 3, padding: 1), nn.LeakyReLU(0.1), nn.MaxPool2d(3, 2), nn.Flatten(), nn.Linear(27, 5), nn.ReLU(), nn.Linear(5, 3))),
        });
    }
}
