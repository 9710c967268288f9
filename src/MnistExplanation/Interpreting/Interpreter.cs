using Mnist.Experts;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using Relevance;
using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Networks;
using static TorchSharp.torch;

namespace MnistExplanation.Interpreting;

/// <summary>
/// Searches for images that a model takes for its classes, or that excite its hidden units. In float64, so that the pictures are the same on every
/// machine. Points are pixels between 0 and 1, or codes of the decoder.
/// </summary>
internal sealed class Interpreter : IDisposable
{
    private static readonly long[] ImageShape = [1, 28, 28];

    private readonly InterpretRequest request;
    private readonly LoadedModel model;
    private readonly TrainedExperts experts;
    private readonly Network network;
    private readonly Tensor near;

    /// <param name="request">Steps, strength, start.</param>
    /// <param name="model">The model.</param>
    /// <param name="experts">What is known about the images beside the model.</param>
    /// <param name="near">The digits near which <c>local</c> stays: one for each class, or one for all.</param>
    internal Interpreter(InterpretRequest request, LoadedModel model, TrainedExperts experts, ImageSet near)
    {
        (this.request, this.model, this.experts) = (request, model, experts);
        network = model.ToNetwork(ScalarType.Float64);
        this.near = tensor(Array.ConvertAll(near.Pixels.ToArray(), pixel => pixel / 255.0)).reshape([near.Count, .. ImageShape]).DetachFromDisposeScope();
    }

    /// <summary>One image for each class.</summary>
    internal IReadOnlyList<Prototype> Classes(Variant variant, IReadOnlyList<int> classes, CancellationToken cancellation)
    {
        var objective = Objective.LogProbability(Target.Labels([.. classes.Select(index => (long)index)]));
        return Climb(variant, network, objective, classes, [.. classes.Select(index => model.Trained.Metadata.ClassNames[index])], cancellation);
    }

    /// <summary>One image for a hidden unit or feature map.</summary>
    internal Prototype Unit(Variant variant, UnitChoice unit, CancellationToken cancellation) =>
        Climb(variant, unit.Within(network), Objective.Activation(unit.For(network, ImageShape)), null, [$"{unit}"], cancellation)[0];

    public void Dispose() => near.Dispose();

    private List<Prototype> Climb(
        Variant variant, Network goal, Objective objective, IReadOnlyList<int>? classes, string[] subjects, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var pixels = ToPixelUnits(goal);
        var generated = variant.Name == Variant.Decoder ? new GeneratedModel(pixels, experts.Decoder(ScalarType.Float64), ImageShape) : null;
        var strength = request.Strength ?? variant.Strength;
        var search = new ActivationMaximization((Model?)generated ?? pixels, objective, Expert(variant, classes), strength)
        {
            Low = generated is null ? 0 : double.NegativeInfinity,
            High = generated is null ? 1 : double.PositiveInfinity,
            Steps = request.Steps,
        };
        using var found = search.Maximize(Start(variant, classes), new ExplainOptions { CancellationToken = cancellation });
        var images = generated is null ? found.Points : generated.Images(found.Points);
        // The native side knows only addresses.
        GC.KeepAlive(generated);
        var probabilities = ToPixelUnits(network).Scores(images).softmax(1);
        return
        [
            .. subjects.Select((subject, i) =>
            {
                var row = probabilities[i].data<double>().ToArray();
                var predicted = Array.IndexOf(row, row.Max());
                var image = images[i].contiguous().data<double>().Select(value => (float)value).ToArray();
                return new Prototype(
                    variant, subject, classes?[i], image, found.Values[i], predicted, row[predicted], found.Histories[i], found.Converged[i], strength);
            }),
        ];
    }

    private RescaledModel ToPixelUnits(Network goal)
    {
        var (mean, deviation) = model.Normalization;
        return new(goal, 1 / deviation, -mean / deviation);
    }

    private Expert Expert(Variant variant, IReadOnlyList<int>? classes) => variant.Name switch
    {
        Variant.Gaussian => experts.Gaussian(),
        Variant.Boltzmann => experts.Machine(),
        Variant.Local => new SquaredDistance(Near(classes)),
        _ => new SquaredDistance(),
    };

    private Tensor Start(Variant variant, IReadOnlyList<int>? classes)
    {
        var count = classes?.Count ?? 1;
        var codes = variant.Name == Variant.Decoder;
        return (request.Start ?? (classes is null && variant.Start is not null ? StartPoint.Mean : variant.Start)) switch
        {
            null => Near(classes).expand(count, -1, -1, -1),
            StartPoint.Black => Repeat(codes ? experts.BlackCode() : zeros([1, .. ImageShape], ScalarType.Float64)),
            StartPoint.Mean => Repeat(codes ? experts.MeanCode() : experts.MeanImage()),
            _ when classes is not null => Of(codes ? experts.ClassCodes() : experts.ClassMeans(), classes),
            _ => throw new UsageException("--start class-mean is for classes; a hidden unit has none: give --start mean or black."),
        };

        Tensor Repeat(Tensor one) => one.expand([count, .. one.shape[1..]]);
    }

    private Tensor Near(IReadOnlyList<int>? classes) => near.shape[0] == 1 ? near : Of(near, classes
        ?? throw new UsageException("--variant local stays near a digit; for a hidden unit, say with --near which."));

    private static Tensor Of(Tensor perClass, IReadOnlyList<int> classes) => perClass.index_select(0, tensor(classes.Select(index => (long)index).ToArray()));
}
