using CsCheck;
using Relevance.Maps;
using Relevance.Programs;
using static Relevance.Tests.Engine.Execution;

namespace Relevance.Tests.Engine;

/// <summary>Operations that only copy, and reductions, over arrays of any rank.</summary>
public class CopyOperationTests
{
    private static readonly int[] ImageCounts = [1, 3, 4, 16, 17];

    private static readonly Gen<int> Images = Gen.Int[0, 4].Select(i => ImageCounts[i]);

    private static readonly Gen<int[]> Lengths = Gen.Int[1, 6].Array[1, 4];

    [Fact]
    public void Concatenation() => Gen.Select(Lengths, Gen.Int[1, 5].Array[1, 4], Gen.Int[0, 3], Images, Gen.Int[0, 99]).Sample((lengths, parts, axis, images, seed) =>
    {
        axis %= lengths.Length;
        var program = new ProgramBuilder();
        Value[] inputs = [.. parts.Select((length, i) => program.Input($"{i}", new Shape([.. lengths]).With(axis, length)))];
        // One of them twice.
        var joined = program.Add(new ConcatenateOperation(axis), [.. inputs, inputs[0]]);
        Assert.Equal(parts.Sum() + parts[0], joined.Shape[axis]);
        RequireExact(program.Build(("joined", joined)), images, seed, 1000);
    }, iter: 60);

    [Fact]
    public void Slices() => Gen.Select(Lengths, Gen.Int[0, 3], Gen.Int[0, 99], Gen.Int[0, 99], Images).Sample((lengths, axis, start, length, images) =>
    {
        axis %= lengths.Length;
        start %= lengths[axis];
        length = 1 + length % (lengths[axis] - start);
        var program = new ProgramBuilder();
        var slice = program.Add(new SliceOperation(axis, start, length), program.Input("x", new([.. lengths])));
        Assert.Equal(length, slice.Shape[axis]);
        RequireExact(program.Build(("slice", slice)), images, start, 1000);
    }, iter: 60);

    [Fact]
    public void Padding_adds_zeros_or_cuts_off() => Gen.Select(Lengths, Gen.Int[-3, 3].Array[4], Gen.Int[-3, 3].Array[4], Images).Sample((lengths, before, after, images) =>
    {
        after = [.. lengths.Select((length, axis) => Math.Max(after[axis], 1 - length - before[axis]))];
        var program = new ProgramBuilder();
        var padded = program.Add(new PadOperation(new([.. before[..lengths.Length]]), new([.. after])), program.Input("x", new([.. lengths])));
        RequireExact(program.Build(("padded", padded)), images, 1, 1000);
    }, iter: 60);

    [Fact]
    public void Repetition() => Gen.Select(Lengths, Gen.Bool.Array[4], Images).Sample((lengths, repeats, images) =>
    {
        var program = new ProgramBuilder();
        var input = program.Input("x", new([.. lengths.Select((length, axis) => repeats[axis] ? 1 : length)]));
        RequireExact(program.Build(("all", program.Broadcast(input, new([.. lengths])))), images, 1, 1000);
    }, iter: 60);

    [Fact]
    public void Exchange_of_axes() => Gen.Select(Lengths, Gen.Int[0, 99], Images).Sample((lengths, seed, images) =>
    {
        var order = new Relevance.Randomness.RandomNumbers(seed, 0).Permutation(0, lengths.Length);
        var program = new ProgramBuilder();
        var exchanged = program.Add(new PermuteOperation(new([.. order])), program.Input("x", new([.. lengths])));
        Assert.Equal(order.Select(axis => lengths[axis]), exchanged.Shape);
        RequireExact(program.Build(("exchanged", exchanged)), images, seed, 1000);
    }, iter: 60);

    [Fact]
    public void New_shapes_keep_the_order() => Gen.Select(Lengths, Images).Sample((lengths, images) =>
    {
        var program = new ProgramBuilder();
        var input = program.Input("x", new([.. lengths]));
        var flat = program.Reshape(input, [input.Shape.Size]);
        var column = program.Reshape(program.Of(UnaryFunction.Negate, flat), [input.Shape.Size, 1]);
        RequireExact(program.Build(("x", program.Reshape(column, new([.. lengths.Reverse()]))), ("flat", flat)), images, 1, 1000);
    }, iter: 30);

    /// <summary>Squares of integers up to 1000 are exact in float64, in which reductions are computed whatever the type.</summary>
    [Fact]
    public void Reductions() => Gen.Select(Lengths, Images, Gen.Int[0, 99]).Sample((lengths, images, seed) =>
    {
        var program = new ProgramBuilder();
        var input = program.Input("x", new([.. lengths]));
        RequireExact(program.Build(Enum.GetValues<Reduction>().Select(reduction => ($"{reduction}", program.Reduce(reduction, input)))), images, seed, 1000);
    }, iter: 40);

    [Fact]
    public void Reductions_of_real_numbers_are_sums_in_order_whatever_the_tile() => Gen.Select(Gen.Int[1, 500], Gen.Int[1, 20], Gen.Int[0, 99]).Sample((length, images, seed) =>
    {
        var program = new ProgramBuilder();
        var input = program.Input("x", [length]);
        var built = program.Build(Enum.GetValues<Reduction>().Select(reduction => ($"{reduction}", program.Reduce(reduction, input))));
        Dictionary<string, double[]>[] inputs = [.. Enumerable.Range(0, images).Select(i => new Dictionary<string, double[]> { ["x"] = Normals(seed, i, length) })];
        foreach (var (image, found) in Engine<double>(built, inputs).Index())
        {
            var expected = Interpreter.Run(built, name => inputs[image][name]);
            Assert.All(built.Outputs, output => Assert.Equal(expected[output.Value], found[output.Name]));
        }
    }, iter: 30);

    [Fact]
    public void Reductions_of_what_is_no_number()
    {
        var program = new ProgramBuilder();
        var input = program.Input("x", [3]);
        var built = program.Build(("sum", program.Reduce(Reduction.Sum, input)), ("largest", program.Reduce(Reduction.LargestMagnitude, input)));
        var found = Engine<float>(built, [new() { ["x"] = [2, double.NaN, -7] }, new() { ["x"] = [1, double.NegativeInfinity, 0] }]);
        Assert.True(double.IsNaN(found[0]["sum"][0]));
        Assert.Equal(7, found[0]["largest"][0]);
        Assert.Equal(double.NegativeInfinity, found[1]["sum"][0]);
        Assert.Equal(double.PositiveInfinity, found[1]["largest"][0]);
    }

    /// <summary>What a reduction found can be computed with like any other value.</summary>
    [Fact]
    public void Reduced_values_are_values() => Gen.Select(Lengths, Images).Sample((lengths, images) =>
    {
        var program = new ProgramBuilder();
        var input = program.Input("x", new([.. lengths]));
        var centred = program.Minus(input, program.Broadcast(program.Reduce(Reduction.Sum, input), input.Shape));
        RequireExact(program.Build(("centred", centred), ("sum", program.Reduce(Reduction.Sum, centred))), images, 3);
    }, iter: 30);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var program = new ProgramBuilder();
        var x = program.Input("x", [2, 3]);
        Assert.Throws<ArgumentException>(() => program.Add(new SliceOperation(1, 2, 2), x));
        Assert.Throws<ArgumentException>(() => program.Add(new SliceOperation(1, 0, 0), x));
        Assert.Throws<ArgumentException>(() => program.Add(new SliceOperation(2, 0, 1), x));
        Assert.Throws<ArgumentException>(() => program.Add(new PadOperation([0, -2], [0, -1]), x));
        Assert.Throws<ArgumentException>(() => program.Add(new PadOperation([1], [1]), x));
        Assert.Throws<ArgumentException>(() => program.Add(new ConcatenateOperation(1), x, program.Input("y", [3, 3])));
        Assert.Throws<ArgumentException>(() => program.Add(new ConcatenateOperation(2), x));
        Assert.Throws<ArgumentException>(() => program.Add(new PermuteOperation([0, 0]), x));
        Assert.Throws<ArgumentException>(() => program.Broadcast(x, [2, 4]));
        Assert.Throws<ArgumentException>(() => program.Reshape(x, [7]));
        Assert.Throws<ArgumentException>(() => program.Plus(x, program.Input("z", [3, 2])));
        Assert.Throws<ArgumentException>(() => program.Plus(x, new ProgramBuilder().Input("x", [2, 3])));
        Assert.Throws<ArgumentException>(() => program.Add(new BinaryOperation(BinaryFunction.Add), x));
    }
}
