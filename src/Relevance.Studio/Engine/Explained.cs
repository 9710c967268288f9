using System.Numerics.Tensors;

namespace Relevance.Studio.Engine;

/// <summary>What was found for one image, as plain numbers.</summary>
/// <param name="Scores">Of all classes.</param>
/// <param name="Relevance">Of each pixel, or each value of a layer.</param>
internal sealed record Explained(float[] Scores, float[] Relevance)
{
    internal IReadOnlyDictionary<string, double> Diagnostics { get; init; } = new Dictionary<string, double>();

    internal float[]? StandardErrors { get; init; }

    /// <summary>The class of the highest score.</summary>
    internal int Predicted => Scores.IndexOf(Scores.Max());

    /// <summary>Softmax of the scores.</summary>
    internal double[] Probabilities => Softmax(Scores);

    internal static double[] Softmax(float[] scores)
    {
        var highest = scores.Max();
        double[] powers = [.. scores.Select(score => Math.Exp(score - highest))];
        var sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }

    /// <summary>The images of an explanation, one by one.</summary>
    internal static Explained[] Of(Explanation<float> explanation)
    {
        var (scores, relevances) = (Rows(explanation.Scores), Rows(explanation.Relevance));
        var errors = explanation.StandardErrors is { } tensor ? Rows(tensor) : null;
        return [.. scores.Select((row, i) => new Explained(row, relevances[i])
        {
            Diagnostics = explanation.Diagnostics.ToDictionary(pair => pair.Key, pair => pair.Value[i]),
            StandardErrors = errors?[i],
        })];
    }

    /// <summary>Images of which only the scores are known.</summary>
    internal static Explained[] OfScores(Tensor<float> scores) => [.. Rows(scores).Select(row => new Explained(row, []))];

    /// <summary>The values of each image.</summary>
    internal static float[][] Rows(Tensor<float> values) => [.. Enumerable.Range(0, values.ImageCount).Select(image => values.Image(image).ToArray())];
}
