using CsCheck;
using Relevance.Maps;
using Relevance.Programs;
using static Relevance.Tests.Engine.Execution;

namespace Relevance.Tests.Engine;

/// <summary>
/// Random programs with values that live long and short, inputs that come late, constants, new shapes and every kind of operation: the engine, which lets
/// values take the places of others, gives the same as an interpreter that keeps everything.
/// </summary>
public class LivenessTests
{
    private static readonly UnaryFunction[] Functions =
    [
        UnaryFunction.Negate, UnaryFunction.Absolute, UnaryFunction.Sign, UnaryFunction.SignOrOne, UnaryFunction.PositivePart, UnaryFunction.NegativePart,
        UnaryFunction.Scale, UnaryFunction.Shift, UnaryFunction.LeakyRelu, UnaryFunction.LeakyReluSlope, UnaryFunction.AtMost, UnaryFunction.AtLeast,
        UnaryFunction.IsAbove, UnaryFunction.IsZero, UnaryFunction.IsNotFinite,
    ];

    private static readonly BinaryFunction[] Pairs =
    [
        BinaryFunction.Add, BinaryFunction.Subtract, BinaryFunction.Multiply, BinaryFunction.Maximum, BinaryFunction.Minimum, BinaryFunction.IsEqual,
    ];

    private static readonly Shape[] Shapes = [[2, 5, 6], [3, 19, 23], [2, 1, 7]];

    private static readonly int[] ImageCounts = [1, 3, 4, 17];

    /// <summary>What is done, to which earlier value, with which other.</summary>
    private static readonly Gen<(int Kind, int First, int Second)[]> Steps = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 999], Gen.Int[0, 999]).Array[1, 60];

    [Fact]
    public void Random_programs_give_what_an_interpreter_gives_that_keeps_everything() =>
        Gen.Select(Steps, Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 999]).Sample((steps, shape, images, seed) =>
            RequireExact(Write(steps, Shapes[shape], seed), ImageCounts[images], seed), iter: 80);

    private static Program Write((int Kind, int First, int Second)[] steps, Shape shape, int seed)
    {
        var program = new ProgramBuilder();
        var values = new List<Value> { program.Input("0", shape) };
        foreach (var (kind, first, second) in steps)
            values.Add(Bounded(Next(kind, values[first % values.Count], second)));
        (string, Value)[] outputs = [.. values.Where((_, i) => i == 0 || (i * 7 + seed) % 9 == 0).Append(values[^1]).Distinct().Index().Select(entry => ($"{entry.Index}", entry.Item))];
        return program.Build(outputs);

        // Small integers stay exact in float32, whatever is added up.
        Value Bounded(Value x) => program.Of(UnaryFunction.AtLeast, program.Of(UnaryFunction.AtMost, x, 40), -40);

        Value Next(int kind, Value x, int second)
        {
            var channels = x.Shape[0];
            var spatial = x.Shape.Rank == 3 ? x : program.Reshape(x, shape);
            var map = new ConvolutionMap(WeightsOf(second, [spatial.Shape[0], spatial.Shape[0], 3, 3], 1), ConvolutionGeometry.Of(2, padding: 1));
            var windows = new SeparableMap("3×3", [new WindowAxis(3, 1, 1, 1, IsSum: true), new WindowAxis(3, 1, 1, 1, IsSum: true)]);
            return kind switch
            {
                0 or 1 or 2 => program.Of(Functions[second % Functions.Length], x, second % 7 - 3),
                3 or 4 => program.Of(Pairs[second % Pairs.Length], x, Other(x, second)),
                5 => program.Apply(map, spatial, WeightsOf(second + 1, [spatial.Shape[0]])),
                6 => program.Transpose(map, spatial, spatial.Shape),
                7 => program.Reshape(x, x.Shape.Rank == 3 ? [x.Shape.Size] : shape),
                8 => program.Add(new ConcatenateOperation(0), program.Add(new SliceOperation(0, channels / 2, channels - channels / 2), x), channels == 1 ? Other(x, second) : program.Add(new SliceOperation(0, 0, channels / 2), Other(x, second))) is var joined && joined.Shape == x.Shape ? joined : x,
                9 => second % 2 == 0 ? program.Add(new MaximumOperation(windows), spatial) : program.Apply(windows, spatial),
                10 => program.Add(new LargestOperation(windows, SharesTies: false), spatial, Other(spatial, second)),
                11 => second % 2 == 0 ? program.Constant(WeightsOf(second, shape)) : program.Input($"{values.Count}", shape),
                _ => program.Broadcast(program.Reduce((Reduction)(second % 4), x), x.Shape),
            };
        }

        Value Other(Value x, int number)
        {
            Value[] alike = [.. values.Where(value => value.Shape == x.Shape)];
            return alike.Length == 0 ? x : alike[number % alike.Length];
        }
    }

    /// <summary>An input that is named last is handed in as early as all others.</summary>
    [Fact]
    public void A_late_input_is_not_overwritten_by_earlier_steps()
    {
        var program = new ProgramBuilder();
        var map = new SeparableMap("2", [new WindowAxis(2, 1, 1, 0, IsSum: true)]);
        var x = program.Input("x", [1, 8]);
        for (var i = 0; i < 4; i++)
            x = program.Apply(map, x);
        RequireExact(program.Build(("z", program.Plus(program.Apply(map, program.Input("late", [1, 8])), x))), 3, 1);
    }

    /// <summary>Every output can be asked for, also what is an input, a constant, another shape of either, or the same value twice.</summary>
    [Fact]
    public void Outputs_may_be_anything()
    {
        var program = new ProgramBuilder();
        var (x, constant) = (program.Input("x", [2, 3]), program.Constant(WeightsOf(3, [6])));
        var product = program.Times(program.Reshape(x, [6]), constant);
        var folded = program.Of(UnaryFunction.Negate, program.Reshape(constant, [3, 2]));
        RequireExact(program.Build(
            ("x", x), ("flat", program.Reshape(x, [6])), ("constant", constant), ("turned", program.Reshape(constant, [2, 3])), ("product", product), ("again", product),
            ("folded", folded), ("sum", program.Reduce(Reduction.Sum, folded))), 5, 2);
    }
}
