using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Interpretation.Experts;

/// <summary>Base class of experts whose log-density and gradient are one program.</summary>
public abstract class WrittenExpert : Expert
{
    private const string LogDensity = "log-density", Gradient = "gradient";
    private readonly string name;
    private readonly int size;
    private readonly Prepared<Shape, CompiledProgram> programs;

    /// <param name="name">What the expert is, in words, for messages.</param>
    /// <param name="size">The number of values of a point.</param>
    private protected WrittenExpert(string name, int size) => (this.name, this.size, programs) = (name, size, new(shape => new(Compile(shape))));

    /// <inheritdoc/>
    public sealed override (double[] LogDensity, Tensor<double> Gradient) At(Tensor<double> points, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(points);
        points = Tensors.Dense(points);
        if (points.ImageShape.Size != size)
            throw new ArgumentException($"The {name} knows points of {size} values, not of {points.ImageShape.Size}.", nameof(points));
        var results = programs.For(points.ImageShape).Run([points]);
        return (results.Figures(LogDensity), results[Gradient]);
    }

    /// <summary>Writes the terms of which log p is the sum, in any shape, and its gradient.</summary>
    /// <param name="program">The program that they are written into.</param>
    /// <param name="x">The point, its values in a row.</param>
    private protected abstract (Value Terms, Value Gradient) Write(ProgramBuilder program, Value x);

    private Program Compile(Shape shape)
    {
        var program = new ProgramBuilder();
        var (terms, gradient) = Write(program, program.Reshape(program.Input("point", shape), [size]));
        return program.Build((LogDensity, program.Reduce(Reduction.Sum, terms)), (Gradient, program.Reshape(gradient, shape)));
    }
}
