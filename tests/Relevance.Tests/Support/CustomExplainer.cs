using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Tests.Support;

/// <summary>A method made for a test: a function of the images and the weights of their scores.</summary>
internal sealed class CustomExplainer(Model model, Func<ImageBatch, Tensor, Tensor> relevance) : Explainer(model)
{
    public override string Name => "custom";

    /// <summary>Random relevance whatever the model and the class: the same for the same image.</summary>
    public static CustomExplainer Random(Model model, int seed) => new(model, (batch, _) =>
        cat([.. batch.Images.flatten(1).to(ScalarType.Float64).sum(1).data<double>().Select(sum =>
            randn([1, .. batch.Images.shape[1..]], ScalarType.Float64, generator: new Generator((ulong)Seeds.Of(seed, BitConverter.DoubleToInt64Bits(sum)))))]).to(model.ElementType));

    /// <summary>Input times gradient with its sign turned.</summary>
    public static CustomExplainer SignTurned(Model model) => new(model, (batch, direction) =>
        (batch.Images * model.ScoresAndGradient(batch.Images, _ => direction).Gradient).neg());

    /// <summary>Input times the gradient of the cross-entropy, what a training loop has at hand.</summary>
    public static CustomExplainer OfTheLoss(Model model) => new(model, (batch, direction) =>
        batch.Images * model.ScoresAndGradient(batch.Images, scores => scores.softmax(1) - direction).Gradient);

    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var scores = Model.Scores(batch.Images);
        return new(scores, relevance(batch, batch.Direction(scores)));
    }
}
