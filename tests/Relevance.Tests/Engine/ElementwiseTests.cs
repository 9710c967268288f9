using System.Numerics;
using CsCheck;
using Relevance.Engine;
using Relevance.Programs;
using Relevance.Randomness;

namespace Relevance.Tests.Engine;

/// <summary>Functions of one and two numbers: the same bits as their definitions, at every place of vectors of every width.</summary>
public class ElementwiseTests
{
    /// <summary>More than three stretches, and a remainder that no vector fills.</summary>
    private const int Length = 3 * 1024 + 29;

    public static TheoryData<UnaryFunction> UnaryFunctions => [.. Enum.GetValues<UnaryFunction>()];

    public static TheoryData<BinaryFunction> BinaryFunctions => [.. Enum.GetValues<BinaryFunction>()];

    [Theory]
    [MemberData(nameof(UnaryFunctions))]
    public void Functions_of_one_number(UnaryFunction function)
    {
        foreach (var parameter in new[] { 0, 0.25, -1.5, 1e30 })
        {
            Unary<float>(function, parameter);
            Unary<double>(function, parameter);
        }
    }

    [Theory]
    [MemberData(nameof(BinaryFunctions))]
    public void Functions_of_two_numbers(BinaryFunction function)
    {
        foreach (var parameter in function == BinaryFunction.Divide ? [0, 0.25, 1e-6] : new[] { 0.0 })
        {
            Binary<float>(function, parameter);
            Binary<double>(function, parameter);
        }
    }

    private static void Unary<T>(UnaryFunction function, double parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = new ProgramBuilder();
        var built = program.Build(("y", program.Of(function, program.Input("x", [Length]), parameter)));
        var x = Numbers<T>(1);
        foreach (var images in new[] { 1, 4 })
        {
            var results = new CompiledProgram(built).Run([Tensors.Of([.. Enumerable.Repeat(x, images).SelectMany(own => own)], images, [Length])]);
            for (var image = 0; image < images; image++)
            {
                var y = results["y"].Image(image);
                for (var i = 0; i < Length; i++)
                    RequireSame(Scalars.Of(function, x[i], T.CreateTruncating(parameter)), y[i], $"{function} {parameter} of {x[i]} at {i}");
            }
        }
    }

    private static void Binary<T>(BinaryFunction function, double parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = new ProgramBuilder();
        var built = program.Build(("z", program.Add(new BinaryOperation(function, parameter), program.Input("x", [Length]), program.Input("y", [Length]))));
        var (x, y) = (Numbers<T>(1), Numbers<T>(2));
        // Every special value meets every other.
        var specials = Specials<T>();
        for (var i = 0; i < specials.Length * specials.Length; i++)
            (x[i], y[i]) = (specials[i / specials.Length], specials[i % specials.Length]);
        foreach (var images in new[] { 1, 4 })
        {
            var results = new CompiledProgram(built).Run([Repeated(x), Repeated(y)]);
            for (var image = 0; image < images; image++)
            {
                var z = results["z"].Image(image);
                for (var i = 0; i < Length; i++)
                    RequireSame(Scalars.Of(function, x[i], y[i], T.CreateTruncating(parameter)), z[i], $"{function} {parameter} of {x[i]} and {y[i]} at {i}");
            }

            System.Numerics.Tensors.Tensor<T> Repeated(T[] values) => Tensors.Of([.. Enumerable.Repeat(values, images).SelectMany(own => own)], images, [Length]);
        }
    }

    /// <summary>A chain of functions that is computed stretch by stretch gives what its functions give one by one, whatever the length.</summary>
    [Fact]
    public void Long_chains_of_functions_cross_the_borders_of_stretches() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 6], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample((length, images, steps, seed) =>
        {
            var (program, random) = (new ProgramBuilder(), new RandomNumbers(seed, 0));
            var values = new List<Value> { program.Input("x", [length]), program.Input("y", [length]) };
            for (var step = 0; step < steps; step++)
            {
                var (x, y) = (values[random.Below(4 * step, values.Count)], values[random.Below(4 * step + 1, values.Count)]);
                values.Add(random.Below(4 * step + 2, 5) switch
                {
                    0 => program.Of(UnaryFunction.PositivePart, x),
                    1 => program.Of(UnaryFunction.AtMost, program.Times(x, 3), 40),
                    2 => program.Minus(x, y),
                    3 => program.Of(BinaryFunction.Maximum, x, program.Plus(y, 1)),
                    // Under another shape, as a fully connected layer sees it.
                    _ => program.Reshape(program.Of(UnaryFunction.AtLeast, program.Reshape(x, [1, length]), -40), [length]),
                });
            }
            (string, Value)[] outputs = [.. values.Where((_, i) => random.Bits(1000 + i) % 3 == 0).Append(values[^1]).Distinct().Index().Select(entry => ($"{entry.Index}", entry.Item))];
            Execution.RequireExact(program.Build(outputs), images, seed);
        }, iter: 30);

    private static T[] Numbers<T>(long stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomNumbers(5, stream);
        var specials = Specials<T>();
        // Special values at every place of a vector, among numbers of all magnitudes.
        return [.. Enumerable.Range(0, Length).Select(i => i % 3 == 0
            ? specials[random.Below(i, specials.Length)]
            : T.CreateTruncating(random.Normal(i) * Math.ScaleB(1, random.Below(i + Length, 20) - 10)))];
    }

    private static T[] Specials<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        T.Zero, T.NegativeZero, T.One, -T.One, T.PositiveInfinity, T.NegativeInfinity, T.NaN, T.Epsilon, -T.Epsilon,
        T.CreateTruncating(0.25), T.CreateTruncating(-0.25), T.CreateTruncating(-1.5), T.CreateTruncating(1e30), T.CreateTruncating(-1e30),
        T.CreateTruncating(typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue), T.BitIncrement(T.One), T.BitDecrement(T.One),
    ];

    /// <summary>The same bits; of NaN there are many.</summary>
    private static void RequireSame<T>(T expected, T actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(expected) ? !T.IsNaN(actual) : expected != actual || T.IsNegative(expected) != T.IsNegative(actual))
            Assert.Fail($"{what} is {actual} instead of {expected} ({typeof(T).Name})");
    }
}
