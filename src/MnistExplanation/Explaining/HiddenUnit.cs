using Mnist.Networks;
using Relevance;
using Relevance.Networks;
using static TorchSharp.torch;

namespace MnistExplanation.Explaining;

/// <summary>A hidden unit that is explained, and what the whole network says about the same images.</summary>
/// <param name="Choice">The unit.</param>
/// <param name="Target">The unit among the scores of the part of the network that ends there.</param>
/// <param name="ClassScores">The scores of the classes, for each image.</param>
internal sealed record HiddenUnit(UnitChoice Choice, Target Target, IReadOnlyList<double[]> ClassScores)
{
    internal static HiddenUnit Of(UnitChoice choice, Network network, Tensor inputs, int batchSize)
    {
        var target = choice.For(network, Architecture.InputShape.AsSpan());
        var scores = new List<double[]>();
        for (var first = 0L; first < inputs.shape[0]; first += batchSize)
        {
            using var scope = NewDisposeScope();
            var batch = network.Scores(inputs.narrow(0, first, Math.Min(batchSize, inputs.shape[0] - first))).to(ScalarType.Float64);
            scores.AddRange(batch.data<double>().ToArray().Chunk((int)batch.shape[1]));
        }
        return new(choice, target, scores);
    }
}
