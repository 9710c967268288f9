using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Mnist.Data;
using MnistExplanation.Digits;
using Relevance;
using Relevance.Studio.Engine;

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

    /// <summary>The same numbers: whatever the batch, the engine computes the same bits, and JSON keeps those of float32.</summary>
    internal static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual) =>
        Assert.Equal(expected.Select(value => (float)value), actual.Select(value => (float)value));
}
