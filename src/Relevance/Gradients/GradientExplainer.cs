using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// Base class of methods whose relevance is a function of the image and the gradient at the image. For a network, the whole method is compiled into one
/// program; other models compute the gradient themselves, and a program computes the relevance from it.
/// </summary>
public abstract class GradientExplainer : Explainer, ICompiledExplainer
{
    private const string Scores = "scores", Relevance = "relevance", Image = "image", Gradient = "gradient";
    private readonly DifferentiableModel model;
    private readonly Prepared<Shape, CompiledProgram> programs;

    private protected GradientExplainer(DifferentiableModel model) : base(model)
    {
        this.model = model;
        programs = new(shape => new(model is Network network ? Write(network, shape) : Rest(shape)));
    }

    /// <inheritdoc/>
    public Program Compile(Shape image) => model is Network
        ? programs.For(image).Program
        : throw new NotSupportedException($"'{Name}' is a program where the model is a Network; a {model.GetType().Name} computes its gradients itself.");

    /// <inheritdoc/>
    protected sealed override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var program = programs.For(batch.Images.ImageShape);
        if (model is Network)
        {
            var results = program.Run([batch.Images], batch.Choose, batch.Cancellation);
            return new(results[Scores], results[Relevance]);
        }
        var (scores, gradient) = model.ScoresAndGradient(batch.Images, batch.Choose, batch.Cancellation);
        return new(scores, program.Run([.. program.Program.Inputs.Select(input => input.Name == Image ? batch.Images : gradient)], null, batch.Cancellation)[Relevance]);
    }

    /// <summary>Writes the relevance.</summary>
    private protected abstract Value Write(ProgramBuilder program, Value image, Value gradient);

    private Program Write(Network network, Shape shape)
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(network, program, shape);
        var gradient = pass.Gradient(program.Add(new DirectionOperation(), pass.Scores));
        return program.Build((Scores, pass.Scores), (Relevance, Write(program, pass.Input, gradient)));
    }

    private Program Rest(Shape shape)
    {
        var program = new ProgramBuilder();
        return program.Build((Relevance, Write(program, program.Input(Image, shape), program.Input(Gradient, shape))));
    }
}
