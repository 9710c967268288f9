using System.Numerics;
using System.Numerics.Tensors;
using Relevance;
using Relevance.Networks;

namespace MnistExplanation.Explaining;

/// <summary>A hidden unit that is explained, and what the whole network says about the same images.</summary>
/// <param name="Choice">The unit.</param>
/// <param name="Target">The unit among the scores of the part of the network that ends there.</param>
/// <param name="ClassScores">The scores of the classes, for each image.</param>
internal sealed record HiddenUnit(UnitChoice Choice, Target Target, IReadOnlyList<double[]> ClassScores)
{
    /// <summary>Finds the unit, and what the network says about the images.</summary>
    internal static HiddenUnit Of<T>(UnitChoice choice, Network network, Tensor<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scores = network.Scores(inputs);
        return new(choice, choice.For(network, inputs.ImageShape), [.. Enumerable.Range(0, scores.ImageCount).Select(image => Array.ConvertAll(scores.Image(image).ToArray(), double.CreateTruncating))]);
    }
}
