using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Randomness;

namespace Relevance.Tests.Metrics;

/// <summary>A method made for a test: a function of the images, in float64, and the weights of their scores.</summary>
internal sealed class CustomExplainer(Model model, Func<ImageBatch<double>, Tensor<double>, Tensor<double>> relevance) : Explainer(model)
{
    public override string Name => "custom";

    /// <summary>The relevance of each value from the number of its image among all, its place there and the value itself.</summary>
    public static CustomExplainer ByValue(Model model, Func<int, int, double, double> relevance) => new(model, (batch, _) =>
        Each(batch, (image, place) => relevance(batch.Places[image], place, batch.Images.Image(image)[place])));

    /// <summary>The image itself.</summary>
    public static CustomExplainer Itself(Model model) => ByValue(model, (_, _, value) => value);

    /// <summary>Random relevance whatever the model and the class: the same for the same image.</summary>
    public static CustomExplainer Random(Model model, int seed) => new(model, (batch, _) => Each(batch, (image, place) =>
        new RandomNumbers(seed, BitConverter.DoubleToInt64Bits(Sums.Of<double>(batch.Images.Image(image)))).Normal(place)));

    /// <summary>From each value and the gradient there.</summary>
    public static CustomExplainer OfGradient(DifferentiableModel model, Func<double, double, double> relevance) => new(model, (batch, direction) =>
        FromGradient(model, batch, (image, _, weights) => direction.Image(image).CopyTo(weights), relevance));

    /// <summary>Input times gradient with its sign turned.</summary>
    public static CustomExplainer SignTurned(DifferentiableModel model) => OfGradient(model, (x, gradient) => -x * gradient);

    /// <summary>Input times the gradient of the cross-entropy, what a training loop has at hand.</summary>
    public static CustomExplainer OfTheLoss(DifferentiableModel model) => new(model, (batch, direction) => FromGradient(model, batch, (image, scores, weights) =>
    {
        var largest = scores.ToArray().Max();
        double[] exponentials = [.. scores.ToArray().Select(score => Math.Exp(score - largest))];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = exponentials[k] / exponentials.Sum() - direction.Image(image)[k];
    }, (x, gradient) => x * gradient));

    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var own = (ImageBatch<double>)(object)batch;
        var scores = Model.Scores(own.Images, own.Cancellation);
        return (BatchExplanation<T>)(object)new BatchExplanation<double>(scores, relevance(own, own.Direction(scores)));
    }

    private static Tensor<double> FromGradient(
        DifferentiableModel model, ImageBatch<double> batch, ChooseDirection direction, Func<double, double, double> relevance)
    {
        var gradient = model.ScoresAndGradient(batch.Images, direction).Gradient;
        return Each(batch, (image, place) => relevance(batch.Images.Image(image)[place], gradient.Image(image)[place]));
    }

    private static Tensor<double> Each(ImageBatch<double> batch, Func<int, int, double> value)
    {
        var values = Tensors.Zeros<double>(batch.Count, batch.Images.ImageShape);
        for (var image = 0; image < batch.Count; image++)
        {
            for (var place = 0; place < values.ImageShape.Size; place++)
                values.Image(image)[place] = value(image, place);
        }
        return values;
    }
}
