using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>A program for inputs of one shape, ready to run in float32 and float64. Immutable; safe to use from several threads.</summary>
public sealed class CompiledProgram
{
    private readonly Lazy<Executable<float>> singles;
    private readonly Lazy<Executable<double>> doubles;

    /// <summary>Prepares a program; its weights are arranged for the engine when it is first run.</summary>
    public CompiledProgram(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        Program = program;
        (singles, doubles) = (new(() => new(program)), new(() => new(program)));
    }

    /// <summary>The program.</summary>
    public Program Program { get; }

    /// <summary>Runs the program on the current thread.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="inputs">For each of the program's inputs, in their order, [N, …].</param>
    /// <param name="choose">Chooses directions, for programs that ask for one.</param>
    /// <param name="cancellation">Ends the computation between two operations.</param>
    /// <exception cref="ArgumentException">An input has another shape than the program's.</exception>
    public ProgramResults<T> Run<T>(IReadOnlyList<Tensor<T>> inputs, ChooseDirection? choose = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (Program.Inputs.Count() is var needed && inputs.Count != needed)
            throw new ArgumentException($"The program has {needed} inputs ({string.Join(", ", Program.Inputs.Select(input => input.Name))}); given are {inputs.Count}.");
        var images = inputs.Count == 0 ? 1 : inputs[0].ImageCount;
        foreach (var (given, (name, shape)) in inputs.Zip(Program.Inputs))
        {
            if (given.ImageShape != shape || given.ImageCount != images)
                throw new ArgumentException($"Input '{name}' is [N, {string.Join(", ", shape)}]; given is [{string.Join(", ", given.Lengths.ToArray())}].");
        }
        Result<T>[] results = [.. Program.Outputs.Select(output => Result<T>.For(output.Value, images))];
        ExecutableOf<T>().Run(inputs, 0, images, choose, results, cancellation);
        return new(Program, images, results);
    }

    private Executable<T> ExecutableOf<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? (Executable<T>)(object)singles.Value
        : typeof(T) == typeof(double) ? (Executable<T>)(object)doubles.Value
        : throw new NotSupportedException($"Programs run in float and double, not in {typeof(T).Name}.");
}

/// <summary>The outputs of a program for some images.</summary>
public sealed class ProgramResults<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Program program;
    private readonly int images;
    private readonly Result<T>[] results;

    internal ProgramResults(Program program, int images, Result<T>[] results) => (this.program, this.images, this.results) = (program, images, results);

    /// <summary>N.</summary>
    public int Images => images;

    /// <summary>The names of the outputs.</summary>
    public IEnumerable<string> Outputs => program.Outputs.Select(output => output.Name);

    /// <summary>An output, [N, …].</summary>
    public Tensor<T> this[string output] => Tensors.Of(results[IndexOf(output)].Values, images, program[output].Shape);

    /// <summary>An output that is one number for each image, in float64.</summary>
    public double[] Figures(string output) => results[IndexOf(output)].Figures;

    private int IndexOf(string output)
    {
        for (var i = 0; i < program.Outputs.Length; i++)
        {
            if (program.Outputs[i].Name == output)
                return i;
        }
        throw new ArgumentException($"The program has no output '{output}'.");
    }
}

/// <summary>Programs by the shape of the input that they are for, each compiled once; the last few are kept.</summary>
/// <param name="compile">Writes the program for a shape.</param>
internal sealed class ProgramCache(Func<Shape, Program> compile)
{
    private const int Most = 4;
    private readonly ConcurrentDictionary<Shape, Lazy<CompiledProgram>> known = new();

    /// <summary>The program for inputs of a shape.</summary>
    internal CompiledProgram For(Shape shape)
    {
        if (!known.TryGetValue(shape, out var found))
        {
            if (known.Count >= Most)
                known.Clear();
            found = known.GetOrAdd(shape, shape => new(() => new(compile(shape))));
        }
        try
        {
            return found.Value;
        }
        catch
        {
            // What failed is not kept: a layer that could not be written now may be written next time.
            known.TryRemove(new(shape, found));
            throw;
        }
    }
}
