using System.Numerics.Tensors;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Tests.Support;

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
        var (deepLift, images) = (new DeepLift(Golden.Network, baseline), Golden.Images<double>());
        Assert.InRange(Errors.Relative(deepLift.Explain(images, Golden.Labels).Relevance, Golden.Read(reference)), 0, 1e-9);
        var bounds = RoundingBound.PerImage(deepLift.Compile([1, 28, 28]), "relevance", [images, baseline.For(images)], Golden.Labels.Choose);
        var distances = Errors.PerImage(deepLift.Explain(Golden.Images<float>(), Golden.Labels).Relevance, Golden.Read(reference));
        Assert.All(distances.Zip(bounds), image => Assert.InRange(image.First, 0, image.Second));
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
        foreach (var baseline in new[] { Baseline.Black(-0.6), Baseline.Mean, Baseline.Blurred(1), Baseline.Given(images.Image(1), images.ImageShape) })
        {
            var explanation = new DeepLift(network, baseline, rule).Explain(images, Target.Class(1));
            var differences = network.ScoresOf(images).Map(network.ScoresOf(baseline.For(images)), (score, other) => score - other);
            for (var image = 0; image < images.ImageCount; image++)
            {
                var expected = differences.Image(image)[1];
                var scale = 1 + explanation.Relevance.Image(image).ToArray().Sum(Math.Abs);
                Assert.InRange(Math.Abs(explanation.TotalRelevances[image] - expected), 0, Tolerance * scale);
                Assert.Equal(expected, explanation.Diagnostics["delta"][image], Tolerance);
                Assert.InRange(Math.Abs(explanation.Diagnostics["completeness-error"][image]), 0, Tolerance * scale);
            }
        }
    }

    [Theory]
    [InlineData("leaky", DeepLiftRule.Rescale)]
    [InlineData("residual", DeepLiftRule.RevealCancel)]
    public void An_image_is_explained_as_it_is_alone_to_the_bit(string name, DeepLiftRule rule)
    {
        var deepLift = new DeepLift(Make(name, 2), Baseline.Mean, rule);
        var images = RandomNetworks.Images(2, 19);
        var together = deepLift.Explain(images, Target.Class(0));
        for (var image = 0; image < images.ImageCount; image++)
        {
            var alone = deepLift.Explain(images.Only(image), Target.Class(0), new ExplainOptions { Threads = 1 });
            Assert.Equal(alone.Relevance.Values.ToArray(), together.Relevance.Image(image).ToArray());
            Assert.Equal(alone.Diagnostics["completeness-error"][0], together.Diagnostics["completeness-error"][image]);
        }
    }

    [Theory]
    [Seeds]
    public void Reveal_cancel_is_what_plain_loops_over_two_layers_give(int seed)
    {
        var network = new RandomStack(seed, Biases.Any).Add(new FlattenLayer()).Dense(128, 6).Add(new LeakyReluLayer(0.1)).Dense(6, 3).Build();
        var (first, last) = ((LinearLayer)network.Find("1").Layer, (LinearLayer)network.Find("3").Layer);
        var (w, v) = (((DenseMap)first.Map).Weight, ((DenseMap)last.Map).Weight);
        var images = RandomNetworks.Images(seed);
        var found = new DeepLift(network, Baseline.Black(0.2), DeepLiftRule.RevealCancel).Explain(images, Target.Class(2)).Relevance;
        var expected = Tensors.Zeros<double>(3, images.ImageShape);
        for (var image = 0; image < 3; image++)
        {
            double[] change = [.. images.Image(image).ToArray().Select(x => x - 0.2)];
            for (var unit = 0; unit < 6; unit++)
            {
                var row = Enumerable.Range(0, 128).Select(i => w[unit * 128 + i]).ToArray();
                var z = first.Bias![unit] + row.Sum(weight => weight * 0.2);
                var raise = row.Zip(change, (weight, x) => Math.Max(0, weight * x)).Sum();
                var lower = row.Zip(change, (weight, x) => Math.Min(0, weight * x)).Sum();
                var raised = 0.5 * (F(z + raise) - F(z) + F(z + raise + lower) - F(z + lower));
                var lowered = 0.5 * (F(z + lower) - F(z) + F(z + raise + lower) - F(z + raise));
                for (var i = 0; i < 128; i++)
                    expected.Image(image)[i] += v[2 * 6 + unit] * row[i] * change[i] * (row[i] * change[i] > 0 ? raised / raise : lowered / lower);
            }
        }
        Assert.InRange(Errors.Relative(found, expected), 0, Tolerance);

        static double F(double z) => z > 0 ? z : 0.1 * z;
    }

    [Theory]
    [Seeds]
    public void Without_biases_and_against_zero_it_is_gradient_times_input(int seed)
    {
        // Δz = z and Δa = a: the chord from 0 is the tangent of a leaky rectifier on either side.
        var network = RandomNetworks.Convolutional(seed, Biases.None);
        var deepLift = new DeepLift(network, Baseline.Zero).Explain(RandomNetworks.Images(seed));
        var product = new GradientTimesInput(network).Explain(RandomNetworks.Images(seed));
        Assert.InRange(Errors.Relative(deepLift.Relevance, product.Relevance), 0, 1e-9);
    }

    [Fact]
    public void An_image_that_is_its_baseline_has_no_relevance_and_the_gradient_as_its_multipliers()
    {
        var network = Make("max-pooled", 1);
        var image = RandomNetworks.Images(1, 1);
        var explanation = new DeepLift(network, Baseline.Given(image.Values, image.ImageShape)).Explain(image);
        Assert.All(explanation.Relevance.Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(0, explanation.Diagnostics["delta"][0]);
    }

    [Fact]
    public void Reveal_cancel_sees_both_inputs_of_a_minimum_and_rescale_one()
    {
        // min(x₁, x₂) = x₁ − max(0, x₁ − x₂), the example of the paper's section 3.5.3; x₁ as the difference of two rectifiers.
        var network = SmallNetworks.Of(new double[,] { { 1, 0 }, { -1, 0 }, { 1, -1 } }, new LeakyReluLayer(), new double[,] { { 1, -1, -1 } });
        Assert.Equal([0, 1], Of(DeepLiftRule.Rescale), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.5, 0.5], Of(DeepLiftRule.RevealCancel), (a, b) => Math.Abs(a - b) < 1e-12);

        double[] Of(DeepLiftRule rule) => new DeepLift(network, Baseline.Zero, rule).Explain(Tensors.Of([3.0, 1.0], 1, [2]), Target.Class(0)).Relevance.Values.ToArray();
    }

    /// <summary>
    /// z = 2x₁ − x₂ with Δz⁺ = 2 and Δz⁻ = −1; a = max(0, z) with Δa⁺ = 1.5 and Δa⁻ = −0.5, of which the sum, 1, takes the weight to y = max(0, a − 0.8) whole:
    /// 0.2 for either part, so 0.15 for Δz⁺ and 0.1 for Δz⁻. Were the two carried on apart, x₁ would get 0.45.
    /// </summary>
    [Fact]
    public void Reveal_cancel_carries_the_whole_change_of_a_unit_through_a_weight()
    {
        var b = new NetworkBuilder();
        var a = b.Add("1", new LeakyReluLayer(0), b.Dense("0", Weights.Of([2.0, -1.0], [1, 2]), null, b.Input));
        var y = b.Add("3", new LeakyReluLayer(0), b.Dense("2", Weights.Of([1.0], [1, 1]), Weights.Of([-0.8], [1]), a));
        var explanation = new DeepLift(b.Build(y), Baseline.Zero, DeepLiftRule.RevealCancel).Explain(Tensors.Of([1.0, 1.0], 1, [2]), Target.Class(0));
        Assert.Equal([0.3, -0.1], explanation.Relevance.Values.ToArray(), (p, q) => Math.Abs(p - q) < 1e-12);
    }

    [Fact]
    public void A_rectifier_is_passed_by_the_slope_of_its_chord()
    {
        // z = x₁ + x₂ − 1 from −1 to 2, a from 0 to 2: m = 2/3 for each.
        var network = SmallNetworks.Of(new double[,] { { 1, 1 } }, new LeakyReluLayer(), new double[,] { { 1 } }, [-1]);
        var explanation = new DeepLift(network, Baseline.Zero).Explain(Tensors.Of([2.0, 1.0], 1, [2]), Target.Class(0));
        Assert.Equal([4.0 / 3, 2.0 / 3], explanation.Relevance.Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Reveal_cancel_of_a_network_with_max_pooling_is_refused_with_the_layer() => Assert.Contains("layer '2'",
        Assert.Throws<ArgumentException>(() => new DeepLift(Make("max-pooled", 0), Baseline.Zero, DeepLiftRule.RevealCancel)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_program_has_the_image_and_the_baseline_as_its_inputs()
    {
        var program = new DeepLift(Golden.Network, Baseline.Zero).Compile([1, 28, 28]);
        Assert.Equal([("image", Shape.Of([1, 28, 28])), ("baseline", Shape.Of([1, 28, 28]))], program.Inputs);
        Assert.Single(program.Values, value => value.Operation is DirectionOperation);
    }

    private static Network Make(string name, int seed)
    {
        var stack = new RandomStack(seed, Biases.Any);
        switch (name)
        {
            case "leaky":
                return RandomNetworks.Convolutional(seed, Biases.Any);
            case "rectified":
                return RandomNetworks.Convolutional(seed, Biases.Any, 0);
            case "smooth":
                return stack.Convolution(2, 3, 3).Add(new GeluLayer()).Convolution(3, 2, 3).Add(new TanhLayer()).Add(new FlattenLayer())
                    .Dense(32, 5).Add(new SoftplusLayer()).Dense(5, 3).Build();
            case "padded with ones":
                return stack.Add(new ConstantPaddingLayer("ConstantPad2d", [1, 1], [1, 1], 1)).Convolution(2, 3, 3).Add(new LeakyReluLayer())
                    .Add(new FlattenLayer()).Dense(192, 3).Build();
            case "residual":
                var first = stack.Convolution(2, 3, 3, padding: 1).Add(new LeakyReluLayer()).Last;
                var branch = stack.Convolution(3, 3, 3, padding: 1).Add(new LeakyReluLayer(0.1)).Last;
                return stack.Merge(new SumLayer(), first).Merge(new ConcatenationLayer(0), branch).Add(new LeakyReluLayer()).AveragePooling(2)
                    .Add(new FlattenLayer()).Dense(96, 3).Build();
            default:
                return stack.Convolution(2, 3, 3, padding: 1).Add(new LeakyReluLayer(0.1))
                    .Add(new MaxPoolingLayer("MaxPool2d", new SeparableMap("3×3, stride 2", [new WindowAxis(3, 2), new WindowAxis(3, 2)])))
                    .Add(new FlattenLayer()).Dense(27, 5).Add(new LeakyReluLayer()).Dense(5, 3).Build();
        }
    }
}
