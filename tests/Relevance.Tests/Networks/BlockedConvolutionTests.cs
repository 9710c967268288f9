using CsCheck;
using Relevance.Networks.Maps;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

/// <summary>A convolution in blocks is the convolution.</summary>
public class BlockedConvolutionTests
{
    private static readonly Gen<(long Kernel, long Padding, long Length)> GenAxis = Gen.Select(Gen.Long[1, 4], Gen.Long[0, 3], Gen.Long[4, 13]);

    [Fact]
    public void It_gives_what_the_plain_convolution_gives()
    {
        var computed = 0;
        Gen.Select(Gen.Long[1, 10], Gen.Long[1, 4], GenAxis.Array[2], Gen.Long[8, 11], Gen.Int[0, 1 << 20]).Sample((outputs, inputs, axes, count, seed) =>
        {
            using var scope = NewDisposeScope();
            using var random = new Generator((ulong)seed);
            var kernel = randn([outputs, inputs, axes[0].Kernel, axes[1].Kernel], ScalarType.Float64, generator: random);
            var input = randn([count, inputs, axes[0].Length, axes[1].Length], ScalarType.Float64, generator: random);
            long[] padding = [axes[0].Padding, axes[1].Padding];
            var expected = nn.functional.conv2d(input, kernel, null, [1, 1], padding);

            var blocked = new BlockedConvolution(kernel).Apply(input, padding);

            var fits = outputs <= 8 && (expected.shape[2] % 2 == 0 || expected.shape[3] % 2 == 0);
            Assert.Equal(fits, blocked is not null);
            if (blocked is null)
                return;
            Interlocked.Increment(ref computed);
            Assert.Equal(expected.shape, blocked.shape);
            Assert.True(allclose(blocked, expected, 1e-12, 1e-12), $"{outputs} of {string.Join(", ", axes)}");
        }, iter: 200);
        Assert.InRange(computed, 20, 200);
    }

    [Fact]
    public void One_kernel_serves_planes_of_all_sizes()
    {
        using var random = new Generator(1);
        var kernel = randn([1, 3, 3, 3], ScalarType.Float64, generator: random);
        var blocked = new BlockedConvolution(kernel);
        foreach (var side in new[] { 6, 8, 10, 6, 12, 8 })
        {
            var input = randn([8, 3, side, side], ScalarType.Float64, generator: random);
            Assert.True(allclose(blocked.Apply(input, [2, 2])!, nn.functional.conv2d(input, kernel, padding: [2, 2]), 1e-12, 1e-12));
        }
    }

    [Fact]
    public void Few_images_and_planes_that_no_block_divides_are_left_to_the_plain_convolution()
    {
        var blocked = new BlockedConvolution(ones([1, 1, 1, 1]));
        Assert.Null(blocked.Apply(ones([7, 1, 8, 8]), [0, 0]));
        Assert.Null(blocked.Apply(ones([8, 1, 7, 5]), [0, 0]));
        Assert.NotNull(blocked.Apply(ones([8, 1, 8, 8]), [0, 0]));
    }

    [Fact]
    public void A_batch_is_carried_back_like_its_images_one_by_one() => LayerCases.All["Conv2d"].Sample(layer =>
    {
        using var scope = NewDisposeScope();
        var map = layer.ReadMap();
        var images = layer.Images(9);
        var output = map.Apply(images);
        var alone = cat([.. Enumerable.Range(0, 9).Select(i => map.Transpose(output.narrow(0, i, 1), [1, .. layer.Shape]))], 0);
        Assert.True(allclose(map.Transpose(output, images.shape), alone, 1e-12, 1e-12), $"{map}");
    }, iter: 40);
}
