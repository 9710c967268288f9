using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Networks;

/// <content>The implementation of the model: scores and gradients, computed by the engine.</content>
public sealed partial class Network : DifferentiableModel
{
    private const string ScoresName = "scores", GradientName = "gradient";
    private Prepared<Shape, CompiledProgram>? scorePrograms, gradientPrograms;

    /// <inheritdoc/>
    public override bool ComputesSideBySide => true;

    private Prepared<Shape, CompiledProgram> ScorePrograms => LazyInitializer.EnsureInitialized(ref scorePrograms, () => new(shape =>
    {
        var program = new ProgramBuilder();
        return new(program.Build((ScoresName, NetworkPass.Write(this, program, shape).Scores)));
    }));

    private Prepared<Shape, CompiledProgram> GradientPrograms => LazyInitializer.EnsureInitialized(ref gradientPrograms, () => new(shape =>
    {
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(this, program, shape);
        var direction = program.Add(new DirectionOperation(), pass.Scores);
        return new(program.Build((ScoresName, pass.Scores), (GradientName, pass.Gradient(direction))));
    }));

    /// <inheritdoc/>
    public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
    {
        images = Tensors.Dense(images);
        return ScorePrograms.For(images.ImageShape).Run([images], null, cancellation)[ScoresName];
    }

    /// <inheritdoc/>
    public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
    {
        images = Tensors.Dense(images);
        var results = GradientPrograms.For(images.ImageShape).Run([images], direction, cancellation);
        return (results[ScoresName], results[GradientName]);
    }
}
