using System.Numerics.Tensors;
using Mnist.Experts;
using Mnist.Networks;
using Relevance;
using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Interpreting;

/// <summary>
/// Searches for images that a model takes for its classes, or that excite its hidden units. In float64, so that the pictures are the same on every
/// machine. Points are pixels between 0 and 1, or codes of the decoder.
/// </summary>
internal sealed class Interpreter
{
    private readonly InterpretRequest request;
    private readonly SafetensorsModel model;
    private readonly TrainedExperts experts;
    private readonly Network network;
    private readonly Tensor<double> near;

    /// <param name="request">Steps, strength, start.</param>
    /// <param name="model">The model.</param>
    /// <param name="experts">What is known about the images beside the model.</param>
    /// <param name="near">The digits near which <c>local</c> stays: one for each class, or one for all.</param>
    internal Interpreter(InterpretRequest request, SafetensorsModel model, TrainedExperts experts, ImageSet near)
    {
        (this.request, this.model, this.experts) = (request, model, experts);
        network = model.Network;
        this.near = Tensors.Of(Array.ConvertAll(near.Pixels.ToArray(), pixel => pixel / 255.0), near.Count, Architecture.InputShape);
    }

    /// <summary>One image for each class.</summary>
    internal IReadOnlyList<Prototype> Classes(Variant variant, IReadOnlyList<int> classes, CancellationToken cancellation)
    {
        var objective = Objective.LogProbability(Target.Labels(classes));
        return Climb(variant, network, objective, classes, [.. classes.Select(index => model.Trained.Metadata.ClassNames[index])], cancellation);
    }

    /// <summary>One image for a hidden unit or feature map.</summary>
    internal Prototype Unit(Variant variant, HiddenUnit unit, CancellationToken cancellation) =>
        Climb(variant, unit.Within(network), Objective.Activation(unit.TargetOf(network, Architecture.InputShape)), null, [$"{unit}"], cancellation)[0];

    private List<Prototype> Climb(
        Variant variant, Network goal, Objective objective, IReadOnlyList<int>? classes, string[] subjects, CancellationToken cancellation)
    {
        var pixels = ToPixelUnits(goal);
        var generated = variant.Name == Variant.Decoder ? new GeneratedModel(pixels, experts.Decoder(), Architecture.InputShape) : null;
        var strength = request.Strength ?? variant.Strength;
        var search = new ActivationMaximization((DifferentiableModel?)generated ?? pixels, objective, Expert(variant, classes), strength)
        {
            Low = generated is null ? 0 : double.NegativeInfinity,
            High = generated is null ? 1 : double.PositiveInfinity,
            Steps = request.Steps,
        };
        var found = search.Maximize(Start(variant, classes), new ExplainOptions { Threads = request.Threads ?? ExplainOptions.Default.Threads, CancellationToken = cancellation });
        var images = generated is null ? found.Points : generated.Images(found.Points);
        var scores = ToPixelUnits(network).Scores(images);
        return
        [
            .. subjects.Select((subject, i) =>
            {
                var row = Softmax(scores.Image(i));
                var predicted = Array.IndexOf(row, row.Max());
                var image = Array.ConvertAll(images.Image(i).ToArray(), value => (float)value);
                return new Prototype(
                    variant, subject, classes?[i], image, found.Values[i], predicted, row[predicted], found.Histories[i], found.Converged[i], strength);
            }),
        ];
    }

    private RescaledModel ToPixelUnits(Network goal)
    {
        var (mean, deviation) = (model.Normalization.Mean[0], model.Normalization.StandardDeviation[0]);
        return new(goal, 1 / deviation, -mean / deviation);
    }

    private Expert Expert(Variant variant, IReadOnlyList<int>? classes) => variant.Name switch
    {
        Variant.Gaussian => experts.Gaussian(),
        Variant.Boltzmann => experts.Machine(),
        Variant.Local => new SquaredDistance(Near(classes)),
        _ => new SquaredDistance(),
    };

    private Tensor<double> Start(Variant variant, IReadOnlyList<int>? classes)
    {
        var count = classes?.Count ?? 1;
        var codes = variant.Name == Variant.Decoder;
        return (request.Start ?? (classes is null && variant.Start is not null ? StartPoint.Mean : variant.Start)) switch
        {
            null => Near(classes).ImageCount == count ? Near(classes) : Repeat(Near(classes)),
            StartPoint.Black => Repeat(codes ? experts.BlackCode() : Tensors.Zeros<double>(1, Architecture.InputShape)),
            StartPoint.Mean => Repeat(codes ? experts.MeanCode() : experts.MeanImage()),
            _ when classes is not null => Of(codes ? experts.ClassCodes() : experts.ClassMeans(), classes),
            _ => throw new UsageException("--start class-mean is for classes; a hidden unit has none: give --start mean or black."),
        };

        Tensor<double> Repeat(Tensor<double> one) => Tensors.Select(one, new int[count]);
    }

    private Tensor<double> Near(IReadOnlyList<int>? classes) => near.ImageCount == 1 ? near : Of(near, classes
        ?? throw new UsageException("--variant local stays near a digit; for a hidden unit, say with --near which."));

    private static Tensor<double> Of(Tensor<double> perClass, IReadOnlyList<int> classes) => Tensors.Select(perClass, classes);

    private static double[] Softmax(ReadOnlySpan<double> scores)
    {
        var values = scores.ToArray();
        var highest = values.Max();
        double[] powers = [.. values.Select(score => Math.Exp(score - highest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
