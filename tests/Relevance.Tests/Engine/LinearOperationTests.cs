using CsCheck;
using Relevance.Maps;
using Relevance.Programs;
using static Relevance.Tests.Engine.Execution;

namespace Relevance.Tests.Engine;

/// <summary>
/// Convolutions, their transposes, fully connected layers and factors of any geometry against their definitions. All numbers are integers, so that every
/// order of summation gives the same and results are compared exactly.
/// </summary>
public class LinearOperationTests
{
    private static readonly int[] ImageCounts = [1, 2, 3, 4, 5, 16, 17, 19];

    private static readonly Gen<int> Images = Gen.Int[0, 7].Select(i => ImageCounts[i]);

    private static readonly Gen<Along> AnyAxis = Gen.Select(
        Gen.Int[1, 9], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[-2, 5], Gen.Int[-2, 5], Gen.Int[1, 3], Gen.Int[0, 4],
        (length, kernel, stride, before, after, dilation, extra) => new Along(length, kernel, stride, before, after, dilation, extra));

    private static readonly Gen<Along> ShortAxis = AnyAxis.Select(axis => axis with { Length = (axis.Length + 1) / 2, Before = Math.Min(axis.Before, 2), Given = Math.Min(axis.Given, 2) });

    /// <summary>Rows of a single image that are longer than several vectors.</summary>
    private static readonly Gen<Along> LongAxis = Gen.Select(
        Gen.Int[10, 90], Gen.Int[1, 5], Gen.Int[1, 2], Gen.Int[0, 3], Gen.Int[0, 3],
        (length, kernel, stride, before, after) => new Along(length, kernel, stride, before, after, 1, 0));

    private static readonly Gen<Geometry> Geometries = Gen.Select(
        Gen.Frequency((3, AnyAxis.Array[1, 2]), (1, ShortAxis.Array[3]), (1, Gen.Select(AnyAxis, LongAxis, (first, last) => new[] { first, last }))),
        Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 9], Gen.Bool, Images, Gen.Int[0, 1000],
        (axes, groups, inputs, outputs, bias, images, seed) => new Geometry(axes, groups, inputs, outputs, bias, images, seed));

    [Fact]
    public void Convolutions_are_what_their_definition_says() => Geometries.Sample(given =>
    {
        var (map, program) = (given.Convolution(), new ProgramBuilder());
        var input = program.Input("a", given.InputOf(map.Inputs));
        var output = program.Apply(map, input, given.Bias(map.Outputs));
        Assert.Equal(given.Axes.Select(axis => axis.Windows), output.Shape.From(1));
        RequireExact(program.Build(("z", output)), given.Images, given.Seed);
    }, iter: 80);

    [Fact]
    public void Transposes_of_convolutions_are_what_their_definition_says() => Geometries.Sample(given =>
    {
        var (map, program) = (given.Convolution(), new ProgramBuilder());
        var input = given.InputOf(map.Inputs);
        var transposed = program.Transpose(map, program.Input("s", map.OutputOf(input)), input);
        RequireExact(program.Build(("c", transposed)), given.Images, given.Seed);
    }, iter: 80);

    [Fact]
    public void Transposed_convolutions_and_their_transposes_are_what_their_definition_says() => Geometries.Sample(given =>
    {
        if (given.Transposed() is not { } map)
            return;
        var program = new ProgramBuilder();
        var shape = given.InputOf(map.Convolution.Outputs);
        var enlarged = program.Apply(map, program.Input("a", shape), given.Bias(map.Convolution.Inputs));
        Assert.Equal(given.Axes.Select(axis => axis.Enlarged), enlarged.Shape.From(1));
        var back = program.Transpose(map, program.Input("s", enlarged.Shape), shape);
        RequireExact(program.Build(("z", enlarged), ("c", back)), given.Images, given.Seed);
    }, iter: 80);

    /// <summary>⟨W x, y⟩ = ⟨x, Wᵀ y⟩, for every linear map, exactly.</summary>
    [Fact]
    public void Every_transpose_is_adjoint() => Geometries.Sample(given =>
    {
        var convolution = given.Convolution();
        var spatial = given.InputOf(convolution.Inputs);
        var windows = new SeparableMap("windows", [.. given.Axes.Select(AxisMap (axis) =>
            new WindowAxis(axis.Kernel, axis.Stride, Math.Max(0, axis.Before), axis.After + Math.Max(0, -axis.Before), axis.Dilation, IsSum: true))]);
        RequireAdjoint(convolution, spatial, given);
        RequireAdjoint(windows, spatial, given);
        RequireAdjoint(new ChannelScaleMap(WeightsOf(given.Seed, [convolution.Inputs])), spatial, given);
        RequireAdjoint(new DenseMap(WeightsOf(given.Seed, [given.Outputs, spatial[spatial.Rank - 1]])), spatial, given);
        if (given.Transposed() is { } transposed)
            RequireAdjoint(transposed, given.InputOf(transposed.Convolution.Outputs), given);
    }, iter: 60);

    private static void RequireAdjoint(LinearMap map, Shape input, Geometry given)
    {
        var program = new ProgramBuilder();
        var (x, y) = (program.Input("x", input), program.Input("y", map.OutputOf(input)));
        var built = program.Build(
            ("forward", program.Reduce(Reduction.Sum, program.Times(program.Apply(map, x), y))),
            ("backward", program.Reduce(Reduction.Sum, program.Times(x, program.Transpose(map, y, input)))));
        Assert.All(Engine<double>(built, Inputs(built, given.Images, given.Seed)), image => Assert.Equal(image["forward"], image["backward"]));
    }

    [Fact]
    public void Fully_connected_layers_apply_along_the_last_axis_of_any_rank() =>
        Gen.Select(Gen.Int[1, 4].Array[0, 3], Gen.Int[1, 40], Gen.Int[1, 20], Gen.Bool, Images, Gen.Int[0, 1000]).Sample((rows, inputs, outputs, bias, images, seed) =>
        {
            var (map, shape, program) = (new DenseMap(WeightsOf(seed, [outputs, inputs])), new Shape([.. rows, inputs]), new ProgramBuilder());
            var z = program.Apply(map, program.Input("a", shape), bias ? WeightsOf(seed + 1, [outputs]) : null);
            var c = program.Transpose(map, program.Input("s", z.Shape), shape);
            Assert.Equal([.. rows, outputs], z.Shape);
            RequireExact(program.Build(("z", z), ("c", c)), images, seed);
        }, iter: 60);

    [Fact]
    public void Factors_are_those_of_the_first_axis() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9].Array[0, 3], Gen.Bool, Images, Gen.Int[0, 1000]).Sample((channels, lengths, bias, images, seed) =>
        {
            var (map, shape, program) = (new ChannelScaleMap(WeightsOf(seed, [channels])), new Shape([channels, .. lengths]), new ProgramBuilder());
            var z = program.Apply(map, program.Input("a", shape), bias ? WeightsOf(seed + 1, [channels]) : null);
            RequireExact(program.Build(("z", z), ("c", program.Transpose(map, program.Input("s", shape), shape))), images, seed);
        }, iter: 60);

    /// <summary>Parts of weights are the weights of another map.</summary>
    [Theory]
    [InlineData(WeightPart.Positive)]
    [InlineData(WeightPart.Negative)]
    [InlineData(WeightPart.Absolute)]
    [InlineData(WeightPart.Square)]
    [InlineData(WeightPart.Connection)]
    public void Parts_of_weights_are_taken_before_anything_is_computed(WeightPart part) => Geometries.Sample(given =>
    {
        var (map, program) = (given.Convolution().Take(part), new ProgramBuilder());
        var z = program.Apply(map, program.Input("a", given.InputOf(given.Convolution().Inputs)));
        RequireExact(program.Build(("z", z)), given.Images, given.Seed);
    }, iter: 12);

    /// <summary>Sums of real numbers, in whatever order, are within the rounding of as many additions.</summary>
    [Fact]
    public void Real_numbers_are_summed_within_rounding() => Geometries.Sample(given =>
    {
        var (convolution, program) = (given.Convolution(), new ProgramBuilder());
        var map = new ConvolutionMap(Weights.Of(Normals(given.Seed, 1, convolution.Weight.Count), convolution.Weight.Shape), convolution.Geometry);
        var shape = given.InputOf(map.Inputs);
        var built = program.Build(("z", program.Apply(map, program.Input("a", shape))));
        Dictionary<string, double[]>[] inputs = [.. Enumerable.Range(0, given.Images).Select(i => new Dictionary<string, double[]> { ["a"] = Normals(given.Seed, 100 + i, shape.Size) })];
        var found = Engine<double>(built, inputs);
        for (var image = 0; image < given.Images; image++)
        {
            var expected = Interpreter.Run(built, name => inputs[image][name])[built["z"]];
            var magnitudes = LinearMaps.Apply(map.Take(WeightPart.Absolute), null, [.. inputs[image]["a"].Select(Math.Abs)], shape, built["z"].Shape, new());
            var products = map.Weight.Count / map.Outputs;
            for (var i = 0; i < expected.Length; i++)
                Assert.InRange(Math.Abs(found[image]["z"][i] - expected[i]), 0, 3 * products * Math.ScaleB(1.01, -53) * magnitudes[i]);
        }
    }, iter: 12);

    /// <summary>What cannot be computed is refused when the program is written.</summary>
    [Fact]
    public void Geometry_without_a_single_output_is_refused()
    {
        var map = new ConvolutionMap(WeightsOf(1, [1, 1, 4]), ConvolutionGeometry.Of(1, dilation: 2));
        Assert.Contains("7 places", Assert.Throws<ArgumentException>(() => map.OutputOf([1, 6])).Message);
        var narrowing = new TransposedConvolutionMap(new(WeightsOf(1, [1, 1, 2]), ConvolutionGeometry.Of(1, padding: 3)), [0]);
        Assert.Throws<ArgumentException>(() => new TransposedConvolutionMap(map, [-1]));
        Assert.Throws<ArgumentException>(() => new TransposedConvolutionMap(map, [0, 0]));
        var program = new ProgramBuilder();
        Assert.Contains("bias of 2", Assert.Throws<ArgumentException>(() => program.Apply(map, program.Input("a", [1, 9]), WeightsOf(1, [2]))).Message);
        Assert.Contains("nothing", Assert.Throws<ArgumentException>(() => narrowing.OutputOf([1, 3])).Message);
    }

    /// <summary>One axis of a geometry that has at least one window.</summary>
    public sealed record Along(int Length, int Kernel, int Stride, int Before, int Given, int Dilation, int Extra)
    {
        public int Reach => (Kernel - 1) * Dilation + 1;

        public int After => Math.Max(Given, Reach - Length - Before);

        public int Windows => Enumerable.Range(0, 1000).Count(window => window * Stride + Reach <= Length + Before + After);

        /// <summary>The length that the transposed convolution makes of it.</summary>
        public int Enlarged => (Length - 1) * Stride + Reach - Before - After + Extra;
    }

    public sealed record Geometry(Along[] Axes, int Groups, int Inputs, int Outputs, bool HasBias, int Images, int Seed)
    {
        public ConvolutionMap Convolution() => Map(Groups * Outputs, Inputs);

        /// <summary>Null where padding takes all of it away.</summary>
        public TransposedConvolutionMap? Transposed() => Axes.Any(axis => axis.Enlarged < 1) ? null : new(Map(Groups * Inputs, Outputs), Each(axis => axis.Extra));

        public Shape InputOf(int channels) => new([channels, .. Axes.Select(axis => axis.Length)]);

        public Weights? Bias(int channels) => HasBias ? WeightsOf(Seed + 1, [channels]) : null;

        public override string ToString() => $"{string.Join("; ", Axes.Select(axis => $"{axis}"))}; {Groups} groups, {Inputs} → {Outputs}, bias {HasBias}, {Images} images, seed {Seed}";

        private ConvolutionMap Map(int outputs, int perGroup) => new(
            WeightsOf(Seed, new([outputs, perGroup, .. Axes.Select(axis => axis.Kernel)])),
            new(Each(axis => axis.Stride), Each(axis => axis.Before), Each(axis => axis.After), Each(axis => axis.Dilation), Groups));

        private Shape Each(Func<Along, int> number) => new([.. Axes.Select(number)]);
    }
}
