using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Mnist.Data;
using MnistExplanation.Explaining;
using MnistExplanation.Studio.Engine;
using Relevance;

namespace MnistExplanation.Tests.Studio;

/// <summary>Images of the embedded digits, and what the library says about them.</summary>
internal static class Pixels
{
    internal static byte[] Levels(int index) => EmbeddedDigits.Instance.Find([index])!.Pixels.ToArray();

    internal static double[] Image(int index) => Inputs.ToIntensities(Levels(index));

    internal static Tensor<float> Input(StudioEngine engine, int index) => engine.Model.Normalization.ToTensor<float>(Levels(index), 1);

    /// <summary>What the library itself finds.</summary>
    internal static double[] Explain(StudioEngine engine, Explainer explainer, int index, Target target)
    {
        var input = Input(engine, index);
        var explanation = explainer.Explain(input, target);
        return [.. Explained.Rows(explanation.Relevance)[0].Select(value => (double)value)];
    }

    internal static double[] Numbers(this JsonNode? node) => [.. node!.AsArray().Select(value => value!.GetValue<double>())];

    /// <summary>
    /// What rounding to float32 may change a score by, and so a probability or a sum of relevances that is one: 3·10⁻⁵ (RoundingBound.OfGradients in
    /// Relevance.Tests) of some 20.
    /// </summary>
    internal const double RoundingOfScores = 1e-3;

    /// <summary>Equal but for rounding, relative to the largest.</summary>
    internal static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        // Both are rounded to float32, which may move a heatmap of the γ rule, the farthest of those asked for, by 6·10⁻⁵ (RoundingBound in Relevance.Tests).
        var tolerance = 2e-4 * expected.Max(Math.Abs) + 1e-7;
        for (var i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{i}: {expected[i]} and {actual[i]}");
    }
}
