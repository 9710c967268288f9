using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>A gradient that takes another way back through activations than the derivative's.</summary>
public abstract class ModifiedGradient : Explainer
{
    private const string Scores = "scores", Relevance = "relevance";
    private readonly Network network;
    private readonly ProgramCache programs;

    private protected ModifiedGradient(Network network) : base(network)
    {
        this.network = network;
        programs = new(Write);
    }

    /// <summary>The method as a program for images of a shape.</summary>
    public Program Compile(Shape image) => programs.For(image).Program;

    /// <inheritdoc/>
    protected sealed override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var results = programs.For(batch.Images.ImageShape).Run([batch.Images], batch.Choose, batch.Cancellation);
        return new(results[Scores], results[Relevance]);
    }

    /// <summary>What goes back through an activation.</summary>
    private protected abstract Value Back(ProgramBuilder program, ActivationLayer layer, Value z, Value a, Value gradient);

    private Program Write(Shape shape)
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(network, program, shape);
        var direction = program.Add(new DirectionOperation(), pass.Scores);
        var relevance = pass.Walk(direction, (node, inputs, output, upstream) => node.Layer is ActivationLayer activation
            ? [Back(program, activation, inputs[0], output, upstream)]
            : node.Layer.Pullback(program, inputs, output, upstream));
        return program.Build((Scores, pass.Scores), (Relevance, relevance));
    }
}
