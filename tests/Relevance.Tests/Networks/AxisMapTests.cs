using CsCheck;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Tests.Engine;

namespace Relevance.Tests.Networks;

/// <summary>What maps do along an axis. (Against libtorch: the tests of Relevance.TorchSharp.)</summary>
public class AxisMapTests
{
    [Fact]
    public void Paddings_repeat_the_axis()
    {
        Assert.Equal([2, 1, 0, 1, 2, 3, 2], Places(new PaddingAxis(PaddingMode.Reflect, 2, 1), 4));
        Assert.Equal([0, 0, 0, 1, 2, 3, 3], Places(new PaddingAxis(PaddingMode.Replicate, 2, 1), 4));
        Assert.Equal([2, 3, 0, 1, 2, 3, 0], Places(new PaddingAxis(PaddingMode.Circular, 2, 1), 4));
    }

    [Fact]
    public void A_padding_takes_no_more_values_than_there_are()
    {
        Assert.Throws<ArgumentException>(() => new PaddingAxis(PaddingMode.Reflect, 3, 0).Rows(3));
        Assert.Throws<ArgumentException>(() => new PaddingAxis(PaddingMode.Circular, 0, 4).Rows(3));
        Assert.Throws<ArgumentException>(() => new PaddingAxis(PaddingMode.Replicate, -1, 0).Rows(3));
        Assert.Equal([0, 0, 0, 0, 0, 0], Places(new PaddingAxis(PaddingMode.Replicate, 5, 0), 1));
    }

    [Fact]
    public void Windows_that_are_none_or_too_large_are_refused()
    {
        foreach (var window in new WindowAxis[] { new(0, 1), new(-1, 1), new(2, 0), new(2, 1, Dilation: 0), new(2, 1, int.MaxValue, 1), new(int.MaxValue, 1, Dilation: 3) })
            Assert.Throws<ArgumentException>(() => window.Rows(6));
        var wide = new ConvolutionMap(Weights.Of([1.0, 1], [1, 1, 2]), ConvolutionGeometry.Of(1, 1, int.MaxValue));
        Assert.Throws<ArgumentException>(() => wide.OutputOf([1, 6]));
        Assert.Throws<ArgumentException>(() => new TransposedConvolutionMap(wide with { Geometry = ConvolutionGeometry.Of(1, int.MaxValue) }, [0]).OutputOf([1, 6]));
        Assert.Equal(70_000, new AdaptiveAxis(70_000).Rows(40_000).Length);
    }

    [Fact]
    public void Shapes_that_are_none_are_refused()
    {
        foreach (var resize in new ResizeAxis[] { new(), new(2, 2), new(0), new(null, 0.1), new(null, -1), new(null, double.NaN), new(null, double.PositiveInfinity) })
            Assert.Throws<ArgumentException>(() => resize.Rows(6));
        Assert.Throws<ArgumentException>(() => new DenseMap(Weights.Of(Array.Empty<double>(), [3, 0])));
        Assert.Throws<ArgumentException>(() => new DenseMap(Weights.Of(Array.Empty<double>(), [0, 3])));
        Assert.Throws<ArgumentException>(() => new ConstantPaddingLayer("ConstantPad1d", [1], [1, 1], 0));
        Assert.Contains("has not the 3 axes", Of(new ConstantPaddingLayer("ConstantPad3d", [1, 1, 1], [1, 1, 1], 0)), StringComparison.Ordinal);
        Assert.Contains("leaves nothing", Of(new ConstantPaddingLayer("ConstantPad1d", [-3], [-3], 0)), StringComparison.Ordinal);
        foreach (var lengths in new Shape[] { [0, 6], [-2, 3], [-1, -1] })
            Assert.Throws<ArgumentException>(() => new UnflattenLayer(1, lengths));
        Assert.Contains("cannot be split into -1×4", Of(new UnflattenLayer(1, [-1, 4])), StringComparison.Ordinal);
        Assert.Contains("cannot be split into 2×2", Of(new UnflattenLayer(1, [2, 2])), StringComparison.Ordinal);
        Assert.Contains("has no axis 2", Of(new UnflattenLayer(2, [2, 3])), StringComparison.Ordinal);

        static string Of(UnaryLayer layer)
        {
            var program = new ProgramBuilder();
            return Assert.Throws<ArgumentException>(() => layer.Forward(program, program.Input("x", [1, 6]))).Message;
        }
    }

    [Fact]
    public void A_stride_far_beyond_the_input_costs_no_more_than_the_input()
    {
        // One plane for each remainder would be 10¹² of them.
        var map = new ConvolutionMap(Weights.Of([1.0, 2, 3, 4], [1, 1, 2, 2]), ConvolutionGeometry.Of(2, 1_000_000));
        var program = new ProgramBuilder();
        var output = program.Apply(map, program.Input("x", [1, 3, 3]));
        Execution.RequireExact(program.Build(("output", output), ("way back", program.Add(new TransposeOperation(map, [1, 3, 3]), output))), images: 2, seed: 0);
    }

    [Fact]
    public void A_window_in_the_padding_alone_has_no_largest_value()
    {
        var (program, outside) = (new ProgramBuilder(), new SeparableMap("windows 1, padding 1", [new WindowAxis(1, 1, 1, 1)]));
        var thrown = Assert.Throws<ArgumentException>(() => new MaxPoolingLayer("MaxPool1d", outside).Forward(program, program.Input("x", [1, 3])));
        Assert.Contains("in the padding alone", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_value_is_repeated()
    {
        Assert.Equal([0, 0, 1, 1, 2, 2], Places(new ResizeAxis(6), 3));
        Assert.Equal([0, 0, 1, 1, 2], Places(new ResizeAxis(5), 3));
        Assert.Equal([0, 1], Places(new ResizeAxis(2), 3));
        // 1 / 1.5 = 0.667 of a place for each output, 4 of them; by the lengths it is 3/4.
        Assert.Equal([0, 0, 1, 2], Places(new ResizeAxis(null, 1.5), 3));
        Assert.Equal([0, 0, 1, 2], Places(new ResizeAxis(null, 1.5, ScalesByLengths: true), 3));
    }

    [Fact]
    public void To_the_same_or_twice_the_length_values_may_be_repeated_evenly()
    {
        Assert.Equal([0, 0, 1, 2, 3], Places(new ResizeAxis(null, 1.1), 5));
        Assert.Equal([0, 1, 2, 3, 4], Places(new ResizeAxis(null, 1.1, OfImage: true), 5));
        Assert.Equal([0, 0, 0, 1, 1, 2, 2, 3, 3, 4], Places(new ResizeAxis(null, 2.03), 5));
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], Places(new ResizeAxis(null, 2.03, OfImage: true), 5));
    }

    [Fact]
    public void Linear_resizing_weighs_the_two_nearest_values()
    {
        Assert.Equal([[(0, 1)], [(0, 0.75), (1, 0.25)], [(0, 0.25), (1, 0.75)], [(1, 1)]], new ResizeAxis(4, IsLinear: true).Rows(2).Select(row => row.ToArray()));
        Assert.Equal([[(0, 1)], [(0, 0.5), (1, 0.5)], [(1, 1)]], new ResizeAxis(3, IsLinear: true, AlignsCorners: true).Rows(2).Select(row => row.ToArray()));
    }

    [Fact]
    public void Linear_resizing_keeps_a_constant_and_lists_no_value_that_it_does_not_read() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 20], Gen.Bool).Sample((length, outputs, aligns) =>
            Assert.All(new ResizeAxis(outputs, IsLinear: true, AlignsCorners: aligns).Rows(length), row =>
            {
                Assert.Equal(1, row.Sum(entry => entry.Weight), 1e-14);
                Assert.All(row, entry => Assert.True(entry.Weight > 1e-12 && entry.Place >= 0 && entry.Place < length));
                Assert.Equal(row.Length, row.Select(entry => entry.Place).Distinct().Count());
            }), iter: 200);

    [Fact]
    public void An_axis_is_resized_to_a_length_or_by_a_factor()
    {
        Assert.Throws<ArgumentException>(() => new ResizeAxis().Rows(3));
        Assert.Throws<ArgumentException>(() => new ResizeAxis(3, 2).Rows(3));
        Assert.Throws<ArgumentException>(() => new ResizeAxis(null, 0.2).Rows(3));
    }

    [Fact]
    public void With_ceil_the_only_window_may_reach_beyond_the_end_as_in_PyTorch()
    {
        Assert.Equal([(0, 0.5), (1, 0.5)], Assert.Single(new WindowAxis(3, 2, Ceil: true).Rows(2)));
        Assert.Throws<ArgumentException>(() => new WindowAxis(3, 2).Rows(2));
        Assert.Throws<ArgumentException>(() => new WindowAxis(4, 2, Ceil: true).Rows(2));
    }

    [Fact]
    public void A_map_that_reads_beyond_its_axis_is_refused_before_the_engine_reads()
    {
        var map = new SeparableMap("beyond", [new GivenAxis(2, [[(0, 1), (2, 1)]])]);
        Assert.Contains("beyond its axis of 2", Assert.Throws<ArgumentException>(() => map.Rows(Shape.Of([2]))).Message, StringComparison.Ordinal);
    }

    private static int[] Places(AxisMap axis, int length) => [.. axis.Rows(length).Select(row =>
    {
        Assert.Equal(1, Assert.Single(row).Weight);
        return row[0].Place;
    })];
}
