using CsCheck;
using Relevance.Networks.Maps;
using static TorchSharp.torch;

namespace Relevance.Tests.Networks;

/// <summary>A convolution in blocks is the convolution.</summary>
public class BlockedConvolutionTests
{
    private static readonly Gen<(int Outputs, int Inputs, int Rows, int Columns, int Height, int Width, int PadY, int PadX)> Cases = Gen.Select(
        Gen.Int[1, 9], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[4, 13], Gen.Int[4, 13], Gen.Int[0, 3], Gen.Int[0, 3]);

    [Fact]
    public void In_blocks_or_not_the_values_are_the_same() => Cases.Sample(c =>
    {
        using var scope = NewDisposeScope();
        var kernel = randn([c.Outputs, c.Inputs, c.Rows, c.Columns], ScalarType.Float64);
        var input = randn([9, c.Inputs, c.Height, c.Width], ScalarType.Float64);
        long[] padding = [c.PadY, c.PadX];
        var plain = nn.functional.conv2d(input, kernel, null, [1, 1], padding);
        var blocked = new BlockedConvolution(kernel).Apply(input, padding);
        var divisible = plain.shape[2] % 2 == 0 || plain.shape[3] % 2 == 0;
        Assert.Equal(c.Outputs <= 8 && divisible, blocked is not null);
        // At most 4 · 16 products of numbers of order 1 are summed in another order.
        if (blocked is not null)
            Assert.InRange((blocked - plain).abs().max().item<double>(), 0, 1e-12);
        GC.KeepAlive(kernel);
    });

    [Fact]
    public void A_few_images_are_not_worth_it()
    {
        using var scope = NewDisposeScope();
        Assert.Null(new BlockedConvolution(randn(1, 6, 3, 3)).Apply(randn(1, 6, 26, 26), [2, 2]));
    }
}
