using CsCheck;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using Relevance.Propagation;
using Relevance.Propagation.Notation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static TorchSharp.torch;

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
        (new ZBox(Low, High, Epsilon), NaiveLrp.ZBox(Low, High, Epsilon)),
    ];

    private static readonly Gen<(int Seed, bool Bias)> GenSeed = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Bool);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-6)]
    public void A_unit_whose_contributions_cancel_hands_on_nothing_by_gamma(double epsilon)
    {
        var map = new DenseMap(tensor(new double[,] { { 1, -1 } }), tensor(new[] { 1.0 }));
        var input = ones(1, 2, dtype: ScalarType.Float64);
        var found = new LrpGamma(0.25, epsilon, BiasHandling.LeftOut).Prepare(map)(input, map.Apply(input), ones(1, 1, dtype: ScalarType.Float64), null);
        Assert.Equal([0.0, 0.0], found.data<double>().ToArray());
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
        Assert.Contains("α − β = 1", Assert.Throws<ArgumentException>(() => new AlphaBeta(2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 0", Assert.Throws<FormatException>(() => RuleNotation.Parse("gamma(gamma=-3)", 0, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_layers() => Gen.Select(GenSeed, Gen.Int[1, 6], Gen.Int[1, 5]).Sample((common, inputs, outputs) =>
    {
        var random = Seeded(common.Seed);
        Check(new DenseMap(Random(random, outputs, inputs), common.Bias ? Random(random, outputs) : null), [inputs], random);
    }, iter: 60);

    [Fact]
    public void Dense_layers_of_several_vectors_per_image() => Gen.Select(GenSeed, Gen.Int[1, 3], Gen.Int[1, 4]).Sample((common, inputs, outputs) =>
    {
        var random = Seeded(common.Seed);
        Check(new DenseMap(Random(random, outputs, inputs), common.Bias ? Random(random, outputs) : null), [3, inputs], random);
    }, iter: 30);

    [Fact]
    public void Convolutions() =>
        Gen.Select(GenSeed, Gen.Int[1, 2], Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2]), Gen.Select(Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, 2]))
            .Sample((common, groups, shape, move) =>
            {
                var (kernel, outputs, inputs) = shape;
                var (stride, padding, dilation) = move;
                var random = Seeded(common.Seed);
                var map = new ConvolutionMap(
                    Random(random, outputs * groups, inputs, kernel, Math.Max(1, kernel - 1)),
                    common.Bias ? Random(random, outputs * groups) : null,
                    new ConvolutionGeometry([stride, 1], [padding, 0], [dilation, 1], groups));
                Check(map, [inputs * groups, 7, 4], random);
            }, iter: 60);

    [Fact]
    public void Average_poolings() => Gen.Select(GenSeed, Gen.Int[1, 3], Gen.Int[1, 3]).Sample((common, height, width) =>
        Check(new AveragePoolingMap(height, width), [2, 7, 5], Seeded(common.Seed)), iter: 60);

    /// <summary>The kinds that are small enough for a matrix, and not among the tests above.</summary>
    public static TheoryData<string> Kinds => [.. LayerCases.Linear.Except(["Linear", "Conv2d", "AvgPool2d, plain", "Conv3d", "ConvTranspose3d", "AvgPool3d", "AdaptiveAvgPool3d", "Upsample, trilinear"])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Other_linear_layers(string kind) =>
        LayerCases.All[kind].Sample(layer =>
            // Another seed than that of the weights, lest an input equal the mean of a batch norm.
            Check(layer.ReadMap(), layer.Shape, Seeded(layer.Seed + 1)), iter: 6);

    /// <summary>Of fixed, small geometry: the loops visit every pair of an input and an output.</summary>
    [Fact]
    public void Layers_over_three_axes()
    {
        (nn.Module<Tensor, Tensor> Module, long[] Shape)[] layers =
        [
            (nn.Conv3d(2, 2, 2, stride: 1, padding: 1, dtype: ScalarType.Float64), [2, 2, 3, 2]), (nn.ConvTranspose3d(2, 2, 2, stride: 2, dtype: ScalarType.Float64), [2, 1, 2, 2]),
            (nn.AvgPool3d(2), [1, 2, 4, 2]), (nn.AdaptiveAvgPool3d(2), [1, 3, 4, 3]), (nn.Upsample(scale_factor: [2, 2, 2], mode: UpsampleMode.Trilinear), [1, 2, 2, 2]),
            (nn.BatchNorm3d(2, dtype: ScalarType.Float64), [2, 2, 2, 1]),
        ];
        foreach (var (module, shape) in layers)
        {
            module.eval();
            Check(((LinearLayer)Network.From(module).Nodes.Single().Layer).Map, shape, Seeded(5));
        }
    }

    [Fact]
    public void Sums_of_branches() => Gen.Select(GenSeed, Gen.Int[2, 4]).Sample((common, branches) =>
        Check(new SummationMap(), [branches, 3], Seeded(common.Seed)), iter: 10);

    private static void Check(LinearMap map, long[] shape, Generator random)
    {
        using var scope = NewDisposeScope();
        var input = Random(random, [1, .. shape]).clamp(Low, High);
        var output = map.Apply(input);
        var relevance = Random(random, output.shape);
        var (weight, bias) = NaiveLrp.Toeplitz(map.Apply, shape);
        var connected = NaiveLrp.Toeplitz(map.Take(WeightPart.Connection).Apply, shape).Weight;
        foreach (var (rule, naive) in Rules)
        {
            var expected = NaiveLrp.Propagate(
                [.. input.flatten().data<double>()], weight, connected, bias, [.. relevance.flatten().data<double>()], naive);
            var actual = rule.Propagate(map, input, output, relevance);
            Assert.Equal(input.shape, actual.shape);
            // Denominators near zero amplify rounding; the sums have fewer than 100 terms.
            var scale = 1 + expected.Max(Math.Abs);
            Assert.All(actual.flatten().data<double>().Zip(expected), pair => Assert.True(
                Math.Abs(pair.First - pair.Second) <= 1e-9 * scale * scale, $"{rule} on {map}: {pair.First} instead of {pair.Second}"));
        }
    }

    private static Generator Seeded(int seed)
    {
        return new Generator((ulong)seed);
    }

    private static Tensor Random(Generator random, params long[] shape) => randn(shape, ScalarType.Float64, generator: random);
}
