using Relevance.Baselines;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Gradients;

/// <summary>
/// DeepLIFT: explains the difference Δf = f(x) − f(x′) between the scores of an image and a baseline. Multipliers m for each layer propagate the change of its
/// output back to its inputs: R_i = m_i (x_i − x′_i), with Σ_i R_i = Δf ("summation to delta").
/// </summary>
/// <remarks>
/// Linear layers have m = Wᵀm, as for gradients; activations use the slope of the chord from the baseline to the image instead of the derivative. Costs two
/// forward passes, of the image and the baseline, and one backward pass. Units: those of the score. Source: Shrikumar, Greenside, Kundaje, Learning important
/// features through propagating activation differences, 2017.
/// </remarks>
public sealed class DeepLift : Explainer, ICompiledExplainer
{
    private const string Scores = "scores", Relevance = "relevance", Delta = "delta", Total = "total";
    private readonly Network network;
    private readonly Baseline baseline;
    private readonly DeepLiftRule rule;
    private readonly Prepared<Shape, CompiledProgram> programs;

    /// <summary>Creates the method.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="baseline">The baseline x′.</param>
    /// <param name="rule">The rule for activations.</param>
    /// <exception cref="ArgumentException">The network has a layer for which the rule is not defined.</exception>
    public DeepLift(Network network, Baseline baseline, DeepLiftRule rule = DeepLiftRule.Rescale) : base(network)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        (this.network, this.baseline, this.rule) = (network, baseline, rule);
        if (rule == DeepLiftRule.RevealCancel)
            RevealCancelWalk.Require(network);
        programs = new(shape => new(Write(shape)));
        Parameters = new Dictionary<string, object>
        {
            ["baseline"] = $"{baseline}",
            ["rule"] = rule == DeepLiftRule.Rescale ? "rescale" : "reveal-cancel",
        };
    }

    /// <inheritdoc/>
    public override string Name => "deeplift";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Compiles the method into a program with the inputs <c>image</c> and <c>baseline</c>, for images of a given shape.</summary>
    /// <exception cref="ArgumentException">The network cannot be applied to such images.</exception>
    public Program Compile(Shape image) => programs.For(image).Program;

    /// <inheritdoc/>
    /// <remarks>Diagnostics: <c>delta</c>, f(x) − f(x′), and <c>completeness-error</c>, Σ_i R_i − Δf, both in units of the score.</remarks>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var results = programs.For(batch.Images.ImageShape).Run([batch.Images, baseline.For(batch.Images)], batch.Choose, batch.Cancellation);
        var (delta, total) = (results.Figures(Delta), results.Figures(Total));
        return new(results[Scores], results[Relevance])
        {
            Diagnostics = new Dictionary<string, double[]>
            {
                ["delta"] = delta,
                ["completeness-error"] = [.. total.Zip(delta, (sum, difference) => sum - difference)],
            },
        };
    }

    private Program Write(Shape shape)
    {
        var program = new ProgramBuilder();
        var image = NetworkPass.Write(network, program, program.Input("image", shape));
        var reference = NetworkPass.Write(network, program, program.Input("baseline", shape));
        var direction = program.Add(new DirectionOperation(), image.Scores);
        var relevance = rule == DeepLiftRule.RevealCancel ? RevealCancelWalk.Write(image, reference, direction) : Rescaled(image, reference, direction);
        var delta = program.Times(program.Minus(image.Scores, reference.Scores), direction);
        return program.Build(
            (Scores, image.Scores), (Relevance, relevance), (Delta, program.Reduce(Reduction.Sum, delta)), (Total, program.Reduce(Reduction.Sum, relevance)));
    }

    private static Value Rescaled(NetworkPass image, NetworkPass reference, Value direction)
    {
        var program = image.Program;
        var multipliers = image.Walk(direction, (node, inputs, output, upstream) => node.Layer switch
        {
            ActivationLayer layer => [RescaleRule.Activation(program, layer, (inputs[0], output), (reference.InputsOf(node)[0], reference.OutputOf(node)), upstream)],
            MaxPoolingLayer layer => [RescaleRule.MaxPooling(program, layer, (inputs[0], output), (reference.InputsOf(node)[0], reference.OutputOf(node)), upstream)],
            var linear => linear.Pullback(program, inputs, output, upstream),
        });
        return program.Times(multipliers, program.Minus(image.Input, reference.Input));
    }
}
