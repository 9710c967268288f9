using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>A program for inputs of one shape, compiled to run in float32 and float64. Immutable; safe to use from several threads.</summary>
public sealed class CompiledProgram
{
    private readonly Lazy<Executable<float>> singles;
    private readonly Lazy<Executable<double>> doubles;

    /// <summary>Compiles a program. Its weights are arranged for the engine when it is first run.</summary>
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
    /// <param name="inputs">One array [N, …] for each of the program's inputs, in their order.</param>
    /// <param name="choose">Chooses the weights of the explained sum of scores, for programs that contain a <see cref="DirectionOperation"/>.</param>
    /// <param name="cancellation">Cancels the computation, between two operations.</param>
    /// <exception cref="ArgumentException">The shape of an input differs from that in the program.</exception>
    public ProgramResults<T> Run<T>(IReadOnlyList<Tensor<T>> inputs, ChooseDirection? choose = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (Program.Inputs.Count() is var needed && inputs.Count != needed)
            throw new ArgumentException($"The program has {needed} inputs ({string.Join(", ", Program.Inputs.Select(input => input.Name))}); given are {inputs.Count}.");
        var images = inputs.Count == 0 ? 1 : (int)inputs[0].Lengths[0];
        foreach (var (given, (name, shape)) in inputs.Zip(Program.Inputs))
        {
            if (!given.Lengths.SequenceEqual([images, .. shape.Select(length => (nint)length)]))
                throw new ArgumentException($"Input '{name}' is [N, {string.Join(", ", shape)}]; given is [{string.Join(", ", given.Lengths.ToArray())}].");
            if (!given.IsDense)
                throw new InvalidOperationException("This tensor is a view that does not lie densely in memory; copy it by Tensors.Dense first.");
        }
        Result<T>[] results = [.. Program.Outputs.Select(output => Result<T>.For(output.Value, images))];
        ExecutableOf<T>().Run(inputs, images, choose, results, cancellation);
        return new(Program, images, results);
    }

    private Executable<T> ExecutableOf<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? (Executable<T>)(object)singles.Value
        : typeof(T) == typeof(double) ? (Executable<T>)(object)doubles.Value
        : throw new NotSupportedException($"Programs run in float and double, not in {typeof(T).Name}.");
}

/// <summary>The outputs of a program for N images.</summary>
public sealed class ProgramResults<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Program program;
    private readonly int images;
    private readonly Result<T>[] results;

    internal ProgramResults(Program program, int images, Result<T>[] results) => (this.program, this.images, this.results) = (program, images, results);

    /// <summary>N, the number of images.</summary>
    public int Images => images;

    /// <summary>The names of the outputs.</summary>
    public IEnumerable<string> Outputs => program.Outputs.Select(output => output.Name);

    /// <summary>Gets an output, [N, …].</summary>
    /// <exception cref="ArgumentException">There is no such output, or it is a reduction.</exception>
    public Tensor<T> this[string output] => Find(output, isFigure: false) is var (value, result)
        ? Tensor.Create(result.Values, [images, .. value.Shape.Select(length => (nint)length)])
        : throw new ArgumentException($"Output '{output}' is one number for each image; ask for its {nameof(Figures)}.");

    /// <summary>Gets an output that is a reduction: one number for each image, in float64.</summary>
    /// <exception cref="ArgumentException">There is no such output, or it is not a reduction.</exception>
    public double[] Figures(string output) => Find(output, isFigure: true) is var (_, result)
        ? result.Figures
        : throw new ArgumentException($"Output '{output}' is an array for each image, not one number.");

    /// <summary>An output with its value; null if it is of the other kind.</summary>
    private (Value Value, Result<T> Result)? Find(string output, bool isFigure)
    {
        var value = program[output];
        var place = program.Outputs.IndexOf((output, value));
        return value.Operation is ReduceOperation == isFigure ? (value, results[place]) : null;
    }
}
