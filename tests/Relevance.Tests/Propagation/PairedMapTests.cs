using CsCheck;
using Relevance.Networks.Maps;
using Relevance.Propagation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Propagation;

/// <summary>Two maps computed as one give what they give apart.</summary>
public class PairedMapTests
{
    public static TheoryData<string> Linear => [.. LayerCases.Linear];

    [Theory]
    [MemberData(nameof(Linear))]
    public void A_pair_gives_what_its_maps_give_apart(string kind) => LayerCases.All[kind].Sample(layer => Check(layer.ReadMap(), layer.Images(), layer.Seed), iter: 10);

    [Fact]
    public void A_pair_of_dense_maps_takes_several_vectors_per_image()
    {
        using var random = new Generator(1);
        var map = new DenseMap(randn([4, 3], ScalarType.Float64, generator: random), null);
        Check(map, randn([2, 5, 3], ScalarType.Float64, generator: random), 2);
        Check(map, randn([2, 6, 5, 3], ScalarType.Float64, generator: random), 3);
    }

    private static void Check(LinearMap map, Tensor a, int seed)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)seed + 1);
        var (first, second) = (map.Take(WeightPart.Positive), map.Take(WeightPart.Negative));
        var paired = new PairedMap(first, second);
        var b = randn(a.shape, ScalarType.Float64, generator: random);
        var (aBefore, bBefore) = (a.clone(), b.clone());

        var pair = paired.Pair(a, b);
        var sum = paired.Apply(pair);
        Require(first.Apply(a) + second.Apply(b), sum);
        var s = randn(sum.shape, ScalarType.Float64, generator: random);
        var share = paired.Share(pair, s);
        Require(a * first.Transpose(s, a.shape) + b * second.Transpose(s, b.shape), share);

        // Nothing was computed in what was given.
        Assert.Equal(aBefore.bytes.ToArray(), a.bytes.ToArray());
        Assert.Equal(bBefore.bytes.ToArray(), b.bytes.ToArray());

        void Require(Tensor expected, Tensor actual)
        {
            Assert.Equal(expected.shape, actual.shape);
            Assert.True(allclose(actual, expected, 1e-12, 1e-12), $"{map}");
        }
    }
}
