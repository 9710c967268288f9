using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Tests.Engine;

/// <summary>
/// Programs computed as their operations are defined: one image at a time, value by value in plain loops over float64, every value kept. Shares no code with
/// the engine.
/// </summary>
internal static class Interpreter
{
    /// <summary>All values of a program for one image.</summary>
    public static Dictionary<Value, double[]> Run(Program program, Func<string, double[]> input, Func<double[], double[]>? direction = null)
    {
        var found = new Dictionary<Value, double[]>();
        foreach (var value in program.Values)
        {
            double[][] inputs = [.. value.Inputs.Select(from => found[from])];
            found[value] = value.Operation switch
            {
                InputOperation named => input(named.Name),
                DirectionOperation => direction!(inputs[0]),
                _ => Compute(value, inputs),
            };
            Assert.Equal(value.Shape.Size, found[value].Length);
        }
        return found;
    }

    /// <summary>An operation's result.</summary>
    public static double[] Compute(Value value, double[][] inputs)
    {
        Shape[] shapes = [.. value.Inputs.Select(input => input.Shape)];
        return value.Operation switch
        {
            ConstantOperation constant => constant.Values.ToArray<double>(),
            ReshapeOperation => inputs[0],
            UnaryOperation unary => [.. inputs[0].Select(x => Scalars.Of(unary.Function, x, unary.Parameter))],
            BinaryOperation binary => [.. inputs[0].Zip(inputs[1], (x, y) => Scalars.Of(binary.Function, x, y, binary.Parameter))],
            ReduceOperation reduce => [Reduce(reduce.Reduction, inputs[0])],
            ApplyOperation { Map: var map, Bias: var bias } => LinearMaps.Apply(map, bias, inputs[0], shapes[0], value.Shape, value),
            TransposeOperation { Map: var map } => LinearMaps.Transpose(map, inputs[0], shapes[0], value.Shape, value),
            MaximumOperation { Windows: var windows } => Maxima.Of(windows, inputs[0], shapes[0]),
            LargestOperation largest => Maxima.Back(largest.Windows, largest.SharesTies, inputs[0], inputs[1], shapes[0]),
            CopyOperation copy => Copies.Of(copy, inputs, shapes, value.Shape),
            _ => throw new NotSupportedException(value.Operation.Text),
        };
    }

    private static double Reduce(Reduction reduction, double[] values)
    {
        var result = 0.0;
        foreach (var x in values)
        {
            result = reduction switch
            {
                Reduction.Sum => result + x,
                Reduction.SumOfMagnitudes => result + Math.Abs(x),
                Reduction.SumOfSquares => result + x * x,
                _ => double.IsNaN(x) ? result : Math.Max(result, Math.Abs(x)),
            };
        }
        return result;
    }
}
