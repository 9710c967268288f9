using System.Numerics.Tensors;
using CsCheck;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Propagation;

/// <summary>Every rule against loops over its contributions, on maps of random geometry. Identity 17 of a convolution and its matrix comes with it.</summary>
public class NaiveRuleTests
{
    private const double Low = -0.5, High = 2, Epsilon = 1e-3;

    private static readonly (Rule Rule, NaiveLrp.Shares Naive)[] Rules =
    [
        .. Enum.GetValues<BiasHandling>().SelectMany(bias => new (Rule, NaiveLrp.Shares)[]
        {
            (new LrpZero(bias), NaiveLrp.Epsilon(0, false, bias)),
            (new LrpEpsilon(Epsilon, false, bias), NaiveLrp.Epsilon(Epsilon, false, bias)),
            (new LrpEpsilon(0.1, true, bias), NaiveLrp.Epsilon(0.1, true, bias)),
            (new LrpGamma(0.25, Epsilon, bias), NaiveLrp.Gamma(0.25, Epsilon, bias)),
            (new LrpGamma(3, 0, bias), NaiveLrp.Gamma(3, 0, bias)),
            (new AlphaBeta(2, 1, Epsilon, bias), NaiveLrp.AlphaBeta(2, 1, Epsilon, bias)),
            (new AlphaBeta(1.5, 0.5, 0, bias), NaiveLrp.AlphaBeta(1.5, 0.5, 0, bias)),
            (new AlphaBeta(1, 0, Epsilon, bias), NaiveLrp.AlphaBeta(1, 0, Epsilon, bias)),
            (new ZPlus(Epsilon, bias), NaiveLrp.AlphaBeta(1, 0, Epsilon, bias)),
            (new WSquare(Epsilon, bias), NaiveLrp.WSquare(Epsilon, bias)),
        }),
        (new Flat(Epsilon), NaiveLrp.Flat(Epsilon)),
        (new ZBox(Low, High, Epsilon), NaiveLrp.ZBox(Epsilon)),
    ];

    private static readonly Gen<(int Seed, bool Bias)> GenSeed = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Bool);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-6)]
    public void A_unit_whose_contributions_cancel_hands_on_nothing_by_gamma(double epsilon)
    {
        var layer = new LinearLayer("Linear", new DenseMap(Weights.Of([1.0, -1.0], [1, 2])), Weights.Of([1.0], [1]));
        Assert.Equal([0.0, 0.0], new LrpGamma(0.25, epsilon, BiasHandling.LeftOut).Propagate(layer, Numbers.One(1, 1), Numbers.One(1)).Values.ToArray());
    }

    [Fact]
    public void Rules_refuse_parameters_outside_their_range()
    {
        foreach (var wrong in new[] { -1.0, double.NaN, double.PositiveInfinity })
        {
            Assert.All<Func<object>>(
                [
                    () => new LrpEpsilon(wrong), () => new LrpGamma(wrong), () => new LrpGamma(1, wrong), () => new AlphaBeta(2, 1, wrong), () => new ZPlus(wrong),
                    () => new ZBox(0, 1, wrong), () => new WSquare(wrong), () => new Flat(wrong), () => new AverageOfWindow(wrong),
                ],
                make => Assert.Throws<ArgumentOutOfRangeException>(make));
        }
        Assert.Contains("l ≤ h", Assert.Throws<ArgumentException>(() => new ZBox(1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("2 channels", Assert.Throws<ArgumentException>(() => new ZBox(new ChannelValues(0, 0), new ChannelValues(1, 1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("α − β = 1", Assert.Throws<ArgumentException>(() => new AlphaBeta(2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 0", Assert.Throws<FormatException>(() => RuleNotation.Parse("gamma(gamma=-3)", 0, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_layers() => Gen.Select(GenSeed, Gen.Int[1, 6], Gen.Int[1, 5]).Sample((common, inputs, outputs) =>
    {
        var draw = new RandomNetworks.Draw(common.Seed);
        Check(new DenseMap(draw.Weight(outputs, inputs)), common.Bias ? draw.Weight(outputs) : null, [inputs], common.Seed);
    }, iter: 60);

    [Fact]
    public void Dense_layers_of_several_vectors_per_image() => Gen.Select(GenSeed, Gen.Int[1, 3], Gen.Int[1, 4]).Sample((common, inputs, outputs) =>
    {
        var draw = new RandomNetworks.Draw(common.Seed);
        Check(new DenseMap(draw.Weight(outputs, inputs)), common.Bias ? draw.Weight(outputs) : null, [3, inputs], common.Seed);
    }, iter: 30);

    [Fact]
    public void Convolutions() =>
        Gen.Select(GenSeed, Gen.Int[1, 2], Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2]), Gen.Select(Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, 2]))
            .Sample((common, groups, shape, move) =>
            {
                var (kernel, outputs, inputs) = shape;
                var (stride, padding, dilation) = move;
                var draw = new RandomNetworks.Draw(common.Seed);
                var map = new ConvolutionMap(
                    draw.Weight(outputs * groups, inputs, kernel, Math.Max(1, kernel - 1)), new([stride, 1], [padding, 0], [padding, 0], [dilation, 1], groups));
                Check(map, common.Bias ? draw.Weight(outputs * groups) : null, [inputs * groups, 7, 4], common.Seed);
            }, iter: 60);

    [Fact]
    public void Convolutions_padded_on_one_side_alone() => Gen.Select(GenSeed, Gen.Int[0, 2], Gen.Int[0, 2]).Sample((common, before, after) =>
    {
        var draw = new RandomNetworks.Draw(common.Seed);
        Check(new ConvolutionMap(draw.Weight(2, 2, 3), new([1], [before], [after], [1])), common.Bias ? draw.Weight(2) : null, [2, 6], common.Seed);
    }, iter: 20);

    [Fact]
    public void Transposed_convolutions() => Gen.Select(GenSeed, Gen.Int[1, 2], Gen.Select(Gen.Int[1, 3], Gen.Int[0, 1], Gen.Int[1, 2])).Sample((common, groups, move) =>
    {
        var (stride, padding, dilation) = move;
        var draw = new RandomNetworks.Draw(common.Seed);
        var convolution = new ConvolutionMap(draw.Weight(2 * groups, 2, 2, 3), ConvolutionGeometry.Of(2, stride, padding, dilation, groups));
        var map = new TransposedConvolutionMap(convolution, Maps.Shape.Of([common.Seed % Math.Max(stride, dilation), 0]));
        Check(map, common.Bias ? draw.Weight(2 * groups) : null, [2 * groups, 4, 3], common.Seed);
    }, iter: 40);

    [Fact]
    public void Average_poolings() => Gen.Select(GenSeed, Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3]), Gen.Bool, Gen.Bool).Sample((common, size, ceil, counts) =>
    {
        var (height, width, stride) = size;
        Check(new SeparableMap("pooling", [new WindowAxis(height, stride, height / 2, height / 2, 1, ceil, counts), new WindowAxis(width, 1)]), null, [2, 7, 5], common.Seed);
    }, iter: 60);

    [Fact]
    public void Adaptive_poolings_and_resizing() => Gen.Select(GenSeed, Gen.Int[1, 8], Gen.Int[1, 8]).Sample((common, height, width) =>
    {
        Check(new SeparableMap("adaptive", [new AdaptiveAxis(height), new AdaptiveAxis(width)]), null, [2, 7, 5], common.Seed);
        Check(new SeparableMap("linear", [Stacks.Linear(5, width)], 0.5), null, [2, 5], common.Seed);
    }, iter: 20);

    [Fact]
    public void Factors_of_channels() => GenSeed.Sample(common =>
    {
        var draw = new RandomNetworks.Draw(common.Seed);
        Check(new ChannelScaleMap(draw.Weight(3)), common.Bias ? draw.Weight(3) : null, [3, 2, 2], common.Seed);
    }, iter: 20);

    /// <summary>Of fixed, small geometry: the loops visit every pair of an input and an output.</summary>
    [Fact]
    public void Layers_over_three_axes()
    {
        var draw = new RandomNetworks.Draw(5);
        Check(new ConvolutionMap(draw.Weight(2, 2, 2, 2, 2), ConvolutionGeometry.Of(3, padding: 1)), draw.Weight(2), [2, 2, 3, 2], 5);
        Check(new TransposedConvolutionMap(new(draw.Weight(2, 2, 2, 2, 2), ConvolutionGeometry.Of(3, stride: 2)), [0, 0, 0]), draw.Weight(2), [2, 1, 2, 2], 5);
        Check(new SeparableMap("pooling", [new WindowAxis(2, 2), new WindowAxis(2, 2), new WindowAxis(2, 2)]), null, [1, 2, 4, 2], 5);
        Check(new SeparableMap("adaptive", [new AdaptiveAxis(2), new AdaptiveAxis(2), new AdaptiveAxis(2)]), null, [1, 3, 4, 3], 5);
        Check(new SeparableMap("linear", [Stacks.Linear(2, 4), Stacks.Linear(2, 4), Stacks.Linear(2, 4)]), null, [1, 2, 2, 2], 5);
        Check(new ChannelScaleMap(draw.Weight(2)), draw.Weight(2), [2, 2, 2, 1], 5);
    }

    /// <summary>A sum of branches is a linear layer whose inputs are the branches, side by side, and whose weights are 1.</summary>
    [Fact]
    public void Sums_of_branches() => Gen.Select(GenSeed, Gen.Int[2, 4]).Sample((common, branches) =>
    {
        var inputs = Inputs(common.Seed, [branches, 3]);
        var relevance = RandomNetworks.Normal(common.Seed + 2, 1, [3]);
        var entries = Enumerable.Range(0, branches * 3).Select(place => new NaiveMap.Entry(place % 3, place, 1)).ToArray();
        Tensor<double>[] parts = [.. Enumerable.Range(0, branches).Select(branch => Tensors.Of(inputs.Values.Slice(branch * 3, 3).ToArray(), 1, [3]))];
        foreach (var (rule, naive) in Rules)
        {
            var expected = NaiveLrp.Propagate(inputs.Values.ToArray(), entries, new double[3], relevance.Values.ToArray(), Box(branches * 3), naive);
            var actual = rule.Propagate(new SumLayer(), parts, relevance);
            RequireEqual(expected, [.. actual.SelectMany(share => share.Values.ToArray())], $"{rule} on a sum");
        }
    }, iter: 10);

    [Fact]
    public void A_box_with_bounds_for_each_channel() => GenSeed.Sample(common =>
    {
        var draw = new RandomNetworks.Draw(common.Seed);
        var map = new ConvolutionMap(draw.Weight(2, 3, 3, 3), ConvolutionGeometry.Of(2, padding: 1));
        double[] low = [-0.5, -0.4, -0.3], high = [2, 1, 0.5];
        (double, double)[] bounds = [.. Enumerable.Range(0, 3 * 16).Select(place => (low[place / 16], high[place / 16]))];
        var input = RandomNetworks.Normal(common.Seed + 1, 1, [3, 4, 4]);
        for (var place = 0; place < bounds.Length; place++)
            input.Values[place] = Math.Clamp(input.Values[place], bounds[place].Item1, bounds[place].Item2);
        var relevance = RandomNetworks.Normal(common.Seed + 2, 1, [2, 4, 4]);
        var expected = NaiveLrp.Propagate(
            input.Values.ToArray(), NaiveMap.Entries(map, [3, 4, 4]), new double[32], relevance.Values.ToArray(), bounds, NaiveLrp.ZBox(Epsilon));
        RequireEqual(expected, new ZBox(new(low), new(high), Epsilon).Propagate(map, input, relevance).Values.ToArray(), "zB");
    }, iter: 20);

    private static void Check(LinearMap map, Weights? bias, Shape shape, int seed)
    {
        var input = Inputs(seed, shape);
        var output = map.OutputOf(shape);
        var relevance = RandomNetworks.Normal(seed + 2, 1, output);
        var entries = NaiveMap.Entries(map, shape).ToArray();
        double[] biases = [.. NaiveMap.Channels(map, output).Select(channel => bias?[channel] ?? 0)];
        var layer = new LinearLayer("Layer", map, bias);
        foreach (var (rule, naive) in Rules)
        {
            var expected = NaiveLrp.Propagate(input.Values.ToArray(), entries, biases, relevance.Values.ToArray(), Box(shape.Size), naive);
            var actual = rule.Propagate(layer, input, relevance);
            Assert.Equal(shape, actual.ImageShape);
            RequireEqual(expected, actual.Values.ToArray(), $"{rule} on {layer}");
        }
    }

    private static Tensor<double> Inputs(int seed, Shape shape) => RandomNetworks.Normal(seed + 1, 1, shape).Map(value => Math.Clamp(value, Low, High));

    private static (double, double)[] Box(int count) => [.. Enumerable.Repeat((Low, High), count)];

    private static void RequireEqual(double[] expected, double[] actual, string what)
    {
        // Denominators near zero amplify rounding; the sums have fewer than 100 terms.
        var scale = 1 + expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(actual.Zip(expected), pair => Assert.True(
            Math.Abs(pair.First - pair.Second) <= 1e-9 * scale * scale, $"{what}: {pair.First} instead of {pair.Second}"));
    }
}
