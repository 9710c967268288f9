using Relevance.Maps;
using Relevance.Programs;
using Relevance.Randomness;

namespace Relevance.Tests.Support;

/// <summary>
/// A program that errs as one in float32 may: in float64, every sum is off by a random sign times what the rounding of its terms amounts to.
/// </summary>
/// <remarks>
/// A sum of n products, in whatever order and with or without fused operations, rounds n products and n − 1 partial sums. None is larger than
/// S = Σ|terms|, so each of the n − 1 errors of the partial sums is at most u S, and those of the products are at most u|term|. As independent errors
/// they add up to one of variance at most u² ((n − 1) S² + Σ term²) ≤ n u² S²: the sign here has the amplitude √n u S. (Wilkinson's rule of thumb;
/// made precise by Higham, Mary, A new approach to probabilistic rounding error analysis, SIAM J. Sci. Comput. 2019.) What a map is given, and
/// what the program gives, comes out of a few operations on single numbers, such as the division by z and the addition of ε.
/// </remarks>
internal sealed class RoundedProgram
{
    /// <summary>Before, between and behind maps a rule does at most so many operations on single numbers, such as the product with a, z + ε, R / z.</summary>
    private const int Between = 8;

    private readonly ProgramBuilder builder = new();
    private readonly double unit;
    private readonly int seed;
    private long stream;

    private RoundedProgram(double unit, int seed) => (this.unit, this.seed) = (unit, seed);

    /// <summary>Writes the program anew, with errors.</summary>
    /// <param name="program">The program.</param>
    /// <param name="unit">u, half the distance from 1 to the next number.</param>
    /// <param name="seed">The signs.</param>
    public static Program Of(Program program, double unit, int seed)
    {
        var rounded = new RoundedProgram(unit, seed);
        var found = new Dictionary<Value, Value>();
        foreach (var value in program.Values)
            found[value] = rounded.Write(value.Operation, [.. value.Inputs.Select(input => found[input])]);
        return rounded.builder.Build(program.Outputs.Select(output => (output.Name, rounded.Shaken(found[output.Value], Math.Sqrt(Between) * unit))));
    }

    private Value Write(Operation operation, Value[] inputs)
    {
        switch (operation)
        {
            case ApplyOperation apply:
                var given = Shaken(inputs[0], Math.Sqrt(Between) * unit);
                var terms = builder.Apply(apply.Map.Take(WeightPart.Connection), Ones(given.Shape), apply.Bias?.Take(WeightPart.Connection));
                var size = builder.Apply(apply.Map.Take(WeightPart.Absolute), builder.Of(UnaryFunction.Absolute, given), apply.Bias?.Take(WeightPart.Absolute));
                return Erring(builder.Apply(Rounded(apply.Map), given, apply.Bias), size, terms);
            case TransposeOperation transpose:
                var output = Shaken(inputs[0], Math.Sqrt(Between) * unit);
                var connected = builder.Transpose(transpose.Map.Take(WeightPart.Connection), Ones(output.Shape), transpose.Input);
                var magnitude = builder.Transpose(transpose.Map.Take(WeightPart.Absolute), builder.Of(UnaryFunction.Absolute, output), transpose.Input);
                return Erring(builder.Transpose(Rounded(transpose.Map), output, transpose.Input), magnitude, connected);
            default:
                return builder.Add(operation, inputs);
        }
    }

    private LinearMap Rounded(LinearMap map) => map.HasWeights ? map.Replace(weights =>
    {
        var random = new RandomNumbers(seed, stream++);
        return weights.Select((place, weight) => weight * (1 + unit * Sign(random, place)));
    }) : map;

    private Value Shaken(Value values, double amplitude) => builder.Plus(values, builder.Times(values, builder.Times(Signs(values.Shape), amplitude)));

    private Value Erring(Value sum, Value size, Value terms) =>
        builder.Plus(sum, builder.Times(builder.Times(builder.Times(Signs(sum.Shape), builder.Of(UnaryFunction.SquareRoot, terms)), size), unit));

    private Value Signs(Shape shape)
    {
        var random = new RandomNumbers(seed, stream++);
        return builder.Constant(Weights.Of([.. Enumerable.Range(0, shape.Size).Select(place => Sign(random, place))], shape));
    }

    private Value Ones(Shape shape) => builder.Constant(Weights.Of(Enumerable.Repeat(1.0, shape.Size).ToArray(), shape));

    private static double Sign(RandomNumbers random, int place) => (random.Bits(place) & 1) == 0 ? 1 : -1;
}
