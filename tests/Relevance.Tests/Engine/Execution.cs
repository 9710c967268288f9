using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Programs;
using Relevance.Randomness;

namespace Relevance.Tests.Engine;

/// <summary>Runs programs with both the engine and the <see cref="Interpreter"/>.</summary>
internal static class Execution
{
    /// <summary>Integers from −<paramref name="most"/> to <paramref name="most"/>: sums of their products are exact in float32, in any order.</summary>
    public static double[] Integers(int seed, long stream, int count, int most = 6)
    {
        var numbers = new RandomNumbers(seed, stream);
        return [.. Enumerable.Range(0, count).Select(place => (double)(numbers.Below(place, 2 * most + 1) - most))];
    }

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static double[] Normals(int seed, long stream, int count)
    {
        var numbers = new RandomNumbers(seed, stream);
        return [.. Enumerable.Range(0, count).Select(place => numbers.Normal(place))];
    }

    public static Weights WeightsOf(int seed, Shape shape, int most = 6) => Weights.Of(Integers(seed, -7, shape.Size, most), shape);

    /// <summary>Inputs of integers for some images: [image], by name.</summary>
    public static Dictionary<string, double[]>[] Inputs(Program program, int images, int seed, int most = 6) => [.. Enumerable.Range(0, images).Select(image =>
        program.Inputs.Index().ToDictionary(entry => entry.Item.Name, entry => Integers(seed, 1000L * image + entry.Index, entry.Item.Shape.Size, most)))];

    /// <summary>What the engine computes for each image, by output.</summary>
    public static Dictionary<string, double[]>[] Engine<T>(Program program, IReadOnlyList<Dictionary<string, double[]>> images, ChooseDirection? direction = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Engine<T>(new CompiledProgram(program), images, direction);

    public static Dictionary<string, double[]>[] Engine<T>(
        CompiledProgram compiled, IReadOnlyList<Dictionary<string, double[]>> images, ChooseDirection? direction = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = compiled.Program;
        Tensor<T>[] inputs = [.. program.Inputs.Select(input =>
            Tensors.Of([.. images.SelectMany(image => image[input.Name]).Select(T.CreateTruncating)], images.Count, input.Shape))];
        var results = compiled.Run(inputs, direction, TestContext.Current.CancellationToken);
        return [.. Enumerable.Range(0, images.Count).Select(image => program.Outputs.ToDictionary(output => output.Name, output =>
            output.Value.Operation is ReduceOperation ? [results.Figures(output.Name)[image]] : (double[])[.. results[output.Name].Image(image).ToArray().Select(double.CreateTruncating)]))];
    }

    /// <summary>Asserts that the engine computes a program of integers as the interpreter does, to the last bit, in float32 and float64.</summary>
    public static void RequireExact(Program program, int images, int seed, int most = 6)
    {
        var inputs = Inputs(program, images, seed, most);
        var (singles, doubles) = (Engine<float>(program, inputs), Engine<double>(program, inputs));
        for (var image = 0; image < images; image++)
        {
            var expected = Interpreter.Run(program, name => inputs[image][name]);
            foreach (var (name, value) in program.Outputs)
            {
                Require(expected[value], doubles[image][name], $"float64, image {image}, {name}");
                Require(expected[value], singles[image][name], $"float32, image {image}, {name}");
            }
        }

        void Require(double[] expected, double[] actual, string where)
        {
            if (!expected.SequenceEqual(actual))
                Assert.Fail($"{where}: [{string.Join(", ", actual)}] instead of [{string.Join(", ", expected)}] in\n{program}");
        }
    }
}
