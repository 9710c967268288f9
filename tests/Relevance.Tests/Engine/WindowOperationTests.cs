using System.Collections.Immutable;
using CsCheck;
using Relevance.Maps;
using Relevance.Programs;
using static Relevance.Tests.Engine.Execution;

namespace Relevance.Tests.Engine;

/// <summary>Poolings of every kind, their transposes, and the ways back to the largest value, against their definitions.</summary>
public class WindowOperationTests
{
    private static readonly int[] ImageCounts = [1, 3, 4, 16, 17];

    private static readonly Gen<WindowAxis> Windows = Gen.Select(
        Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Bool, Gen.Bool,
        (length, stride, before, after, dilation, ceil, counts) => new WindowAxis(length, stride, before, after, dilation, ceil, counts));

    private static readonly Gen<AxisMap> Axes = Gen.Frequency(
        (4, Windows.Select(AxisMap (axis) => axis)), (1, Gen.Int[1, 9].Select(AxisMap (outputs) => new AdaptiveAxis(outputs))), (1, Gen.Const<AxisMap>(new SameAxis())));

    private static readonly Gen<Given> Cases = Gen.Select(
        Axes.Array[1, 3], Gen.Int[1, 9].Array[3], Gen.Int[1, 3].Array[0, 2], Gen.Int[0, 4].Select(i => ImageCounts[i]), Gen.Int[0, 1000],
        (axes, lengths, outer, images, seed) => new Given(axes, lengths, outer, images, seed));

    /// <summary>Weights such as 1/3 are rounded: sums are compared within the rounding of their few products.</summary>
    [Fact]
    public void Means_of_windows_and_their_transposes_are_what_their_definition_says() => Cases.Sample(given =>
    {
        var (map, shape) = (given.Map, given.Shape);
        var program = new ProgramBuilder();
        var mean = program.Apply(map, program.Input("a", shape));
        var back = program.Transpose(map, program.Input("s", mean.Shape), shape);
        Assert.Equal(map.Along.Select((axis, i) => WindowsOf.Axis(axis, given.Lengths[i]).Count), mean.Shape.From(given.Outer.Length));
        var built = program.Build(("z", mean), ("c", back));
        var inputs = Inputs(built, given.Images, given.Seed);
        var (doubles, singles) = (Engine<double>(built, inputs), Engine<float>(built, inputs));
        for (var image = 0; image < given.Images; image++)
        {
            var expected = Interpreter.Run(built, name => inputs[image][name]);
            foreach (var (name, value) in built.Outputs)
            {
                Assert.All(expected[value].Zip(doubles[image][name]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
                Assert.All(expected[value].Zip(singles[image][name]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            }
        }
    }, iter: 100);

    [Theory]
    [InlineData(WeightPart.All)]
    [InlineData(WeightPart.Positive)]
    [InlineData(WeightPart.Negative)]
    [InlineData(WeightPart.Square)]
    [InlineData(WeightPart.Connection)]
    public void Sums_of_windows_and_parts_of_them_are_exact(WeightPart part) => Cases.Sample(given =>
    {
        var map = (SeparableMap)(given.Sums with { Factor = -2 }).Take(part);
        var program = new ProgramBuilder();
        var sum = program.Apply(map, program.Input("a", given.Shape));
        var back = program.Transpose(map, program.Input("s", sum.Shape), given.Shape);
        RequireExact(program.Build(("z", sum), ("c", back)), given.Images, given.Seed);
    }, iter: 25);

    [Fact]
    public void Means_of_the_same_windows_weigh_all_places_alike() => Cases.Sample(given =>
    {
        var (mean, count) = (given.Map.Mean, given.Map with { Part = WeightPart.Connection });
        Assert.Equal(mean.Rows(given.Shape).Select(row => row.Length), count.Rows(given.Shape).Select(row => row.Length));
        Assert.All(mean.Rows(given.Shape).Where(row => row.Length > 0), row => Assert.Equal(1, row.Sum(entry => entry.Weight), 1e-12));
        Assert.All(mean.Rows(given.Shape), row => Assert.All(row, entry => Assert.Equal(1.0 / row.Length, entry.Weight, 1e-12)));
    }, iter: 50);

    /// <summary>Integers between −1 and 1: most windows have ties.</summary>
    [Fact]
    public void The_largest_value_of_windows_and_the_first_of_ties_are_found_exactly() => Cases.Sample(given =>
    {
        var program = new ProgramBuilder();
        var input = program.Input("a", given.Shape);
        var largest = program.Add(new MaximumOperation(given.Map), input);
        var back = program.Add(new LargestOperation(given.Map, SharesTies: false), input, program.Input("q", largest.Shape));
        RequireExact(program.Build(("largest", largest), ("first", back)), given.Images, given.Seed, most: 1);
    }, iter: 100);

    /// <summary>Quantities of 60 can be divided by up to six ties without a remainder, and by four; the rest is rounded.</summary>
    [Fact]
    public void Ties_share_equally() => Cases.Sample(given =>
    {
        var program = new ProgramBuilder();
        var input = program.Input("a", given.Shape);
        var shape = given.Map.OutputOf(given.Shape);
        var back = program.Add(new LargestOperation(given.Map, SharesTies: true), input, program.Input("q", shape));
        var built = program.Build(("shared", back), ("total", program.Reduce(Reduction.Sum, back)));
        var inputs = Inputs(built, given.Images, given.Seed, most: 1);
        var (doubles, singles) = (Engine<double>(built, inputs), Engine<float>(built, inputs));
        for (var image = 0; image < given.Images; image++)
        {
            var expected = Interpreter.Run(built, name => inputs[image][name]);
            Assert.All(expected[built["shared"]].Zip(doubles[image]["shared"]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            Assert.All(expected[built["shared"]].Zip(singles[image]["shared"]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            // Nothing is lost, but for windows that lie in the padding alone.
            var windows = given.Map.Rows(given.Shape);
            var kept = inputs[image]["q"].Where((_, window) => windows[window % windows.Length].Length > 0).Sum();
            Assert.Equal(kept, doubles[image]["total"][0], 1e-9);
        }
    }, iter: 60);

    [Fact]
    public void Of_equal_values_across_rows_the_first_row_by_row_has_all()
    {
        var map = new SeparableMap("2×2", [new WindowAxis(2, 2), new WindowAxis(2, 2)]);
        var program = new ProgramBuilder();
        var back = program.Add(new LargestOperation(map, SharesTies: false), program.Input("a", [1, 2, 2]), program.Input("q", [1, 1, 1]));
        var found = Engine<float>(program.Build(("back", back)), [new() { ["a"] = [1, 5, 5, 5], ["q"] = [3] }]);
        Assert.Equal([0, 3, 0, 0], found[0]["back"]);
    }

    [Fact]
    public void Infinite_values_are_the_largest_or_the_smallest()
    {
        var map = new SeparableMap("2", [new WindowAxis(2, 2)]);
        var program = new ProgramBuilder();
        var input = program.Input("a", [6]);
        var (largest, back) = (program.Add(new MaximumOperation(map), input), program.Add(new LargestOperation(map, false), input, program.Input("q", [3])));
        const double Infinity = double.PositiveInfinity;
        var found = Engine<double>(program.Build(("z", largest), ("c", back)), [new() { ["a"] = [-Infinity, -Infinity, Infinity, 0, -Infinity, -5], ["q"] = [1, 2, 3] }]);
        Assert.Equal([-Infinity, Infinity, -5], found[0]["z"]);
        Assert.Equal([1, 0, 2, 0, 0, 3], found[0]["c"]);
    }

    [Fact]
    public void Given_rows_are_followed_in_their_order()
    {
        ImmutableArray<ImmutableArray<(int, double)>> rows = [[(2, 1), (0, 3)], [(1, -2)], []];
        var map = new SeparableMap("given", [new GivenAxis(3, rows)]);
        var program = new ProgramBuilder();
        var z = program.Apply(map, program.Input("a", [2, 3]));
        RequireExact(program.Build(("z", z), ("c", program.Transpose(map, z, [2, 3]))), 5, 1);
        Assert.Contains("not of 4", Assert.Throws<ArgumentException>(() => map.OutputOf([2, 4])).Message);
    }

    /// <summary>Windows over the last axes; one that is longer than its axis gets the padding that it lacks.</summary>
    public sealed record Given(AxisMap[] GivenAxes, int[] GivenLengths, int[] Outer, int Images, int Seed)
    {
        public int[] Lengths => GivenLengths[..GivenAxes.Length];

        public SeparableMap Map => new("windows", [.. GivenAxes.Select((axis, i) => axis is WindowAxis window
            // As short as a window may be longer than its axis: with ceil by all but one place of its stride.
            ? window with
            {
                After = Math.Max(window.After, (window.Length - 1) * window.Dilation + 1 - GivenLengths[i] - window.Before - (window.Ceil ? window.Stride - 1 : 0)),
            }
            : axis)]);

        public SeparableMap Sums => new("windows", [.. Map.Along.Select(AxisMap (axis) => axis is WindowAxis window ? window with { IsSum = true } : new SameAxis())]);

        public Shape Shape => new([.. Outer, .. Lengths]);

        public override string ToString() => $"{string.Join("; ", Map.Along)} over {Shape}, {Images} images, seed {Seed}";
    }
}
