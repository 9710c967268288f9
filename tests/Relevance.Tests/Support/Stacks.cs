using System.Collections.Immutable;
using CsCheck;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Tests.Support;

/// <summary>Networks whose layers are drawn by lot, [n, 2, 12, 12] → [n, 3].</summary>
internal static class Stacks
{
    /// <summary>The kinds of blocks: each makes its layers for an input of some height and width.</summary>
    private static readonly Func<RandomNetworks.Draw, int, int, Layer[]>[] Blocks =
    [
        (draw, _, _) => [Convolution(draw, ConvolutionGeometry.Of(2, padding: 1), 2, 2, 3, 3)],
        (draw, _, _) => [Convolution(draw, ConvolutionGeometry.Of(2, padding: 2, dilation: 2, groups: 2), 2, 1, 3, 3)],
        (draw, height, width) => [Repetition("ReflectionPad2d", height, width, 0, 1), Convolution(draw, ConvolutionGeometry.Plain(2), 2, 2, 2, 2)],
        (draw, _, _) => [new LinearLayer("ConvTranspose2d", new TransposedConvolutionMap(new(draw.Weight(2, 2, 3, 3), ConvolutionGeometry.Of(2, 2, 1)), [0, 0]), draw.Bias(2))],
        (_, _, _) => [new MaxPoolingLayer("MaxPool2d", Windows(new(3, 2, 1, 1)))],
        (_, _, _) => [new MaxPoolingLayer("MaxPool2d", Windows(new(2, 2, Ceil: true)))],
        (_, _, _) => [new LinearLayer("AvgPool2d", Windows(new(3, 2, 1, 1, CountsPadding: false)))],
        (_, _, _) => [new LinearLayer("AdaptiveAvgPool2d", new SeparableMap("5×5", [new AdaptiveAxis(5), new AdaptiveAxis(5)]))],
        (_, _, _) => [new MaxPoolingLayer("AdaptiveMaxPool2d", new SeparableMap("5×4", [new AdaptiveAxis(5), new AdaptiveAxis(4)]))],
        (_, height, width) => [new LinearLayer("Upsample", new SeparableMap("9×8, bilinear", [Linear(height, 9), Linear(width, 8)]))],
        (_, height, width) => [new RepetitionLayer("Upsample", new SeparableMap("9×8, nearest", [Nearest(height, 9), Nearest(width, 8)]))],
        (_, _, _) => [new ConstantPaddingLayer("ZeroPad2d", [1, 1], [1, 1], 0)],
        (_, height, width) => [Repetition("ReplicationPad2d", height, width, 1, 1)],
        (draw, _, _) => [new LinearLayer("BatchNorm2d", new ChannelScaleMap(draw.Weight(2)), draw.Bias(2))],
        (_, _, _) => [new IdentityLayer("Dropout2d")],
        (_, _, _) => [new LeakyReluLayer()],
        (_, _, _) => [new LeakyReluLayer(0.1)],
    ];

    /// <summary>A network with a seed for its images.</summary>
    public static Gen<(Network Network, int Seed)> Random { get; } =
        Gen.Select(Gen.Int[0, Blocks.Length - 1].Array[1, 4], Gen.Int[0, int.MaxValue]).Select((blocks, seed) => (Make(blocks, seed), seed));

    /// <summary>Linear interpolation between the first and the last place of an axis, as PyTorch's with corners aligned.</summary>
    public static GivenAxis Linear(int length, int outputs) => new(length, [.. Enumerable.Range(0, outputs).Select(ImmutableArray<(int, double)> (y) =>
    {
        var place = outputs == 1 ? 0 : y * (length - 1.0) / (outputs - 1);
        var below = Math.Min((int)place, length - 1);
        var part = place - below;
        return part == 0 ? [(below, 1.0)] : [(below, 1 - part), (below + 1, part)];
    })]);

    private static Network Make(int[] blocks, int seed)
    {
        var (builder, draw, program) = (new NetworkBuilder(), new RandomNetworks.Draw(seed), new ProgramBuilder());
        var (x, value, number) = (builder.Input, program.Input("input", [2, 12, 12]), 0);
        foreach (var block in blocks)
        {
            foreach (var layer in Blocks[block](draw, value.Shape[1], value.Shape[2]))
                Add(layer);
        }
        Add(new LinearLayer("AdaptiveAvgPool2d", new SeparableMap("2×2", [new AdaptiveAxis(2), new AdaptiveAxis(2)])));
        Add(new FlattenLayer());
        return builder.Build(builder.Dense("scores", draw.Weight(3, 8), draw.Bias(3), x));

        void Add(Layer layer)
        {
            (x, value) = (builder.Add($"{number}", layer, x), layer.Forward(program, [value]));
            number++;
        }
    }

    private static LinearLayer Convolution(RandomNetworks.Draw draw, ConvolutionGeometry geometry, params ReadOnlySpan<int> shape) =>
        new("Conv2d", new ConvolutionMap(draw.Weight(shape), geometry), draw.Bias(shape[0]));

    private static SeparableMap Windows(WindowAxis axis) => new("windows", [axis, axis]);

    private static GivenAxis Nearest(int length, int outputs) => new(length, [.. Enumerable.Range(0, outputs).Select(ImmutableArray<(int, double)> (y) => [(y * length / outputs, 1.0)])]);

    /// <summary>Padding by what lies inside: at the border, or beyond it as in a mirror.</summary>
    private static RepetitionLayer Repetition(string name, int height, int width, int before, int after)
    {
        return new(name, new SeparableMap(name, [Axis(height), Axis(width)]));

        GivenAxis Axis(int length) => new(length, [.. Enumerable.Range(-before, length + before + after).Select(ImmutableArray<(int, double)> (place) =>
            [(Math.Clamp(name.StartsWith("Reflection", StringComparison.Ordinal) && place >= length ? Math.Max(0, 2 * (length - 1) - place) : place, 0, length - 1), 1.0)])]);
    }
}
