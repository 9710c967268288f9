using CsCheck;
using Relevance.Networks.Maps;
using Relevance.Propagation;
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
        (new LrpZero(), NaiveLrp.Epsilon(0)),
        (new LrpEpsilon(Epsilon), NaiveLrp.Epsilon(Epsilon)),
        (new LrpGamma(0.25, Epsilon), NaiveLrp.Gamma(0.25, Epsilon)),
        (new LrpGamma(3, 0), NaiveLrp.Gamma(3, 0)),
        (new ZPlus(Epsilon), NaiveLrp.ZPlus(Epsilon)),
        (new ZBox(Low, High, Epsilon), NaiveLrp.ZBox(Low, High, Epsilon)),
    ];

    private static readonly Gen<(int Seed, bool Bias)> GenSeed = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Bool);

    [Fact]
    public void Dense_layers() => Gen.Select(GenSeed, Gen.Int[1, 6], Gen.Int[1, 5]).Sample((common, inputs, outputs) =>
    {
        var random = Seeded(common.Seed);
        Check(new DenseMap(Random(random, outputs, inputs), common.Bias ? Random(random, outputs) : null), [inputs], random);
    }, iter: 60);

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
    public void Average_poolings() => Gen.Select(GenSeed, Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3]).Sample((common, height, width, stride) =>
        Check(new AveragePoolingMap([height, width], [stride, width]), [2, 7, 5], Seeded(common.Seed)), iter: 60);

    private static void Check(LinearMap map, long[] shape, Generator random)
    {
        using var scope = NewDisposeScope();
        var input = Random(random, [1, .. shape]).clamp(Low, High);
        var output = map.Apply(input);
        var relevance = Random(random, output.shape);
        var (weight, bias) = NaiveLrp.Toeplitz(map.Apply, shape);
        foreach (var (rule, naive) in Rules)
        {
            var expected = NaiveLrp.Propagate(
                [.. input.flatten().data<double>()], weight, bias, [.. relevance.flatten().data<double>()], naive);
            var actual = rule.Prepare(map)(input, output, relevance);
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
