using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>Base class of methods that compute scores and relevance by a single run of one program.</summary>
public abstract class ProgramExplainer : Explainer, ICompiledExplainer
{
    private protected const string Scores = "scores", Relevance = "relevance";
    private readonly Prepared<Shape, CompiledProgram> programs;

    private protected ProgramExplainer(Network network) : base(network)
    {
        Network = network;
        programs = new(shape => new(Write(shape)));
    }

    private protected Network Network { get; }

    /// <inheritdoc/>
    public Program Compile(Shape image) => programs.For(image).Program;

    /// <inheritdoc/>
    protected sealed override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var results = programs.For(batch.Images.ImageShape).Run([batch.Images], batch.Choose, batch.Cancellation);
        return new(results[Scores], results[Relevance]);
    }

    /// <summary>Writes the program, with the outputs <see cref="Scores"/> and <see cref="Relevance"/>.</summary>
    private protected abstract Program Write(Shape image);
}
