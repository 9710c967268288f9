using Relevance.Networks.Maps;
using Relevance.Propagation;
using static TorchSharp.torch;

namespace Relevance.Tests.Propagation;

/// <summary>Two maps computed as one are two maps.</summary>
public class PairedMapTests
{
    public static TheoryData<string> Kinds => ["dense", "dense over the last of three axes", "convolution", "grouped convolution", "pooling"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sums_and_shares_are_those_of_two_maps(string kind)
    {
        using var scope = NewDisposeScope();
        var (first, second, shape) = Make(kind);
        var pair = new PairedMap(first, second);
        var (a, b) = (randn(shape, ScalarType.Float64), randn(shape, ScalarType.Float64));
        var both = pair.Pair(a, b);

        var sum = pair.Apply(both);
        AssertClose(first.Apply(a) + second.Apply(b), sum);

        var s = randn_like(sum);
        AssertClose(a * first.Transpose(s, shape) + b * second.Transpose(s, shape), pair.Share(both, s));
    }

    private static (LinearMap First, LinearMap Second, long[] Shape) Make(string kind) => kind switch
    {
        "dense" => (Dense(), Dense(), [10, 5]),
        "dense over the last of three axes" => (Dense(), Dense(), [10, 3, 5]),
        "convolution" => (Convolution(1), Convolution(1), [10, 4, 8, 8]),
        "grouped convolution" => (Convolution(2), Convolution(2), [10, 4, 8, 8]),
        _ => (new AveragePoolingMap(2, 2), new AveragePoolingMap(2, 2).Take(WeightPart.Square), [10, 4, 8, 8]),
    };

    private static DenseMap Dense() => new(randn([7, 5], ScalarType.Float64), null);

    private static ConvolutionMap Convolution(long groups) =>
        new(randn([6, 4 / groups, 3, 3], ScalarType.Float64), null, new ConvolutionGeometry([1, 1], [1, 1], [1, 1], groups));

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<double>(), 0, 1e-12);
    }
}
