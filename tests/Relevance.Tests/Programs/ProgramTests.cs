using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Engine;
using Relevance.Tests.Support;

namespace Relevance.Tests.Programs;

/// <summary>What programs hold, how they are printed, and that a whole one computes what its operations compute one by one.</summary>
public class ProgramTests
{
    [Fact]
    public void The_same_operation_on_the_same_inputs_is_written_once()
    {
        var program = new ProgramBuilder();
        var (x, y) = (program.Input("x", [4]), program.Input("y", [4]));
        var map = new DenseMap(Execution.WeightsOf(1, [3, 4]));
        Assert.Same(program.Plus(x, y), program.Plus(x, y));
        Assert.NotSame(program.Plus(x, y), program.Plus(y, x));
        Assert.Same(x, program.Input("x", [4]));
        Assert.Same(program.Apply(map, x), program.Apply(new DenseMap(map.Weight), x));
        Assert.Same(program.Apply(map.Take(WeightPart.Positive), x), program.Apply(map.Take(WeightPart.Positive), x));
        Assert.NotSame(program.Apply(map, x), program.Apply(map.Take(WeightPart.Positive), x));
        Assert.NotSame(program.Times(x, 2), program.Times(x, 3));
        Assert.NotSame(program.Divide(x, y), program.Divide(x, y, 1e-6));
        Assert.Same(x, program.Times(x, 1));
        Assert.Same(x, program.Reshape(x, [4]));
        Assert.Same(x, program.Broadcast(x, [4]));
    }

    [Fact]
    public void What_is_not_needed_is_left_out()
    {
        var program = new ProgramBuilder();
        var (x, unused) = (program.Input("x", [4]), program.Input("unused", [9]));
        var dead = program.Of(UnaryFunction.Exponential, program.Plus(x, 7));
        var z = program.Times(program.Plus(x, 1), 3);
        program.Reduce(Reduction.Sum, dead);
        program.Of(UnaryFunction.Tanh, unused);
        var built = program.Build(("z", z), ("same", z));
        Assert.Equal(["input x", "shift 1", "scale 3"], built.Values.Select(value => value.Operation.Text));
        Assert.Equal(Enumerable.Range(0, 3), built.Values.Select(value => value.Index));
        Assert.Equal("x", Assert.Single(built.Inputs).Name);
        Assert.Same(built["z"], built["same"]);
        Assert.Contains("no output 'y'; it has z, same", Assert.Throws<ArgumentException>(() => built["y"]).Message);
    }

    /// <summary>What depends on no input is computed when a workspace is made, not for every tile.</summary>
    [Fact]
    public void Constants_are_computed_once()
    {
        var program = new ProgramBuilder();
        var constant = program.Constant(Execution.WeightsOf(1, [1, 4, 4], 3));
        var map = new ConvolutionMap(Execution.WeightsOf(2, [2, 1, 3, 3], 3), ConvolutionGeometry.Of(2, padding: 1));
        var weights = program.Of(UnaryFunction.Absolute, program.Apply(map, program.Times(constant, 2)));
        var total = program.Broadcast(program.Reduce(Reduction.Sum, weights), weights.Shape);
        var built = program.Build(("z", program.Times(program.Input("x", [2, 4, 4]), program.Plus(weights, total))), ("weights", weights));
        var writer = new PlanWriter<float>(built, 1, new());
        writer.Write();
        Assert.Single(writer.Steps);
        Assert.Single(writer.Constants);
        Assert.Equal(6, writer.ConstantSteps.Length);
        Execution.RequireExact(built, 20, 1);
    }

    [Fact]
    public void Programs_are_printed_a_line_for_each_operation()
    {
        var program = new ProgramBuilder();
        var image = program.Input("image", [1, 6, 6]);
        var map = new ConvolutionMap(Execution.WeightsOf(1, [4, 1, 3, 3]), new([2, 1], [1, 0], [0, 0], [1, 1]));
        var z = program.Apply(map.Take(WeightPart.Positive), image, Execution.WeightsOf(2, [4]));
        var a = program.Add(new MaximumOperation(new SeparableMap("1×2, stride 1×2", [new SameAxis(), new WindowAxis(2, 2)])), program.Of(UnaryFunction.LeakyRelu, z, 0.01));
        var scores = program.Apply(new DenseMap(Execution.WeightsOf(3, [10, 24])), program.Reshape(a, [24]));
        var direction = program.Add(new DirectionOperation(), scores);
        var ratio = program.Divide(direction, scores, 1e-6);
        var back = program.Transpose(map, program.Transpose(new SeparableMap("columns", [new SameAxis(), new WindowAxis(2, 2)]),
            program.Reshape(program.Transpose(new DenseMap(Execution.WeightsOf(3, [10, 24])), ratio, [24]), [4, 3, 2]), z.Shape), image.Shape);
        var built = program.Build(("scores", scores), ("relevance", back), ("sum", program.Reduce(Reduction.SumOfMagnitudes, back)));
        Assert.Equal("""
             %0  1×6×6  input image
             %1  4×3×4  convolution [positive] 1 → 4, 3×3, stride 2×1, padding 1+0×0, bias (%0)
             %2  4×3×4  leaky-relu 0.01 (%1)
             %3  4×3×2  maximum 1×2, stride 1×2 (%2)
             %4  24     reshape 24 (%3)
             %5  10     dense 24 → 10 (%4)  → scores
             %6  10     direction (%5)
             %7  10     divide, stabiliser 1E-06 (%6, %5)
             %8  24     transposed dense 24 → 10 (%7)
             %9  4×3×2  reshape 4×3×2 (%8)
            %10  4×3×4  transposed windows columns (%9)
            %11  1×6×6  transposed convolution 1 → 4, 3×3, stride 2×1, padding 1+0×0 (%10)  → relevance
            %12  1      sum-of-magnitudes (%11)  → sum

            """, built.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    public void It_is_written_in_lines_as_wide_as_is_asked_for(int width)
    {
        var program = new LayerwiseRelevancePropagation(Golden.Network, NamedComposites.Default.Create(-1, 1)).Compile([1, 28, 28]);
        var text = program.ToText(width);

        // What does not fit goes on below, where no name stands.
        var begin = text.Split('\n').First().IndexOf("input", StringComparison.Ordinal);
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal(program.Values.Length, lines.Count(line => line.TrimStart().StartsWith('%') && line.IndexOf('%') < begin));
        Assert.All(lines, line => Assert.True(line.Length <= width || !line[begin..].Replace("→ ", "→", StringComparison.Ordinal).Contains(' '), line));
        Assert.Equal(Words(program.ToString()), Words(text));
        Assert.Equal(program.ToString(), program.ToText(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => program.ToText(0));

        static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    public static TheoryData<int> Seeds => [-1, 0, 1, 2, 3];

    /// <summary>A network compiled into one program computes what its layers compute when each is a program of its own, bit by bit.</summary>
    /// <param name="seed">Of a random network; −1 for the golden one.</param>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_program_equals_its_layers_one_by_one(int seed)
    {
        var network = seed < 0 ? Golden.Network : SameBitsTests.RandomNetwork(seed);
        Shape shape = seed < 0 ? [1, 28, 28] : [2, 13, 11];
        var images = seed < 0 ? Tensors.Range(Golden.Images<float>(), 0, 5) : Tensors.Of([.. Execution.Normals(seed, 1, 5 * shape.Size).Select(x => (float)x)], 5, shape);
        var whole = new ProgramBuilder();
        var pass = NetworkPass.Write(network, whole, shape);
        var found = new CompiledProgram(whole.Build(network.Nodes.Select(node => (node.Name, pass.OutputOf(node))))).Run([images], cancellation: TestContext.Current.CancellationToken);
        foreach (var node in network.Nodes)
        {
            var alone = new ProgramBuilder();
            var inputs = pass.InputsOf(node).Select((value, i) => alone.Input($"{i}", value.Shape)).ToArray();
            var compiled = new CompiledProgram(alone.Build(("output", node.Layer.Forward(alone, inputs))));
            var results = compiled.Run([.. node.Inputs.Select(input => input < 0 ? images : found[network.Nodes[input].Name])], cancellation: TestContext.Current.CancellationToken);
            Assert.True(results["output"].Values.SequenceEqual(found[node.Name].Values), $"Layer {node.Name} ({node.Layer})");
        }
    }

    /// <summary>Scores and gradients of whole networks are those of plain loops, to the rounding of float64.</summary>
    /// <param name="seed">Of a random network; −1 for the golden one.</param>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_program_equals_plain_loops(int seed)
    {
        var network = seed < 0 ? Golden.Network : SameBitsTests.RandomNetwork(seed);
        Shape shape = seed < 0 ? [1, 28, 28] : [2, 13, 11];
        var image = seed < 0 ? Golden.Images<double>().Image(0).ToArray() : Execution.Normals(seed, 1, shape.Size);
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(network, program, shape);
        var gradient = pass.Gradient(program.Add(new DirectionOperation(), pass.Scores));
        var built = program.Build(("scores", pass.Scores), ("gradient", gradient));
        var expected = Interpreter.Run(built, _ => image, scores => [.. scores.Select((_, k) => k == 1 ? 1.0 : 0)]);
        var found = Execution.Engine<double>(built, [new() { [network.Inputs[0]] = image }], (_, _, direction) => direction[1] = 1);
        foreach (var (name, value) in built.Outputs)
        {
            var peak = expected[value].Max(Math.Abs);
            Assert.True(peak > 0);
            Assert.All(expected[value].Zip(found[0][name]), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / peak, 0, 1e-12));
        }
    }
}
