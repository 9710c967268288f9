using Relevance.Engine;

namespace Relevance.Metrics;

/// <summary>The units in which a measure follows the explained score.</summary>
public enum ScoreScale
{
    /// <summary>The explained score itself, before any softmax.</summary>
    Logit,

    /// <summary>The same weighted sum of the softmax of the scores; it also falls when the scores of other classes rise.</summary>
    Probability,

    /// <summary>
    /// 1 if the class with the largest weight in the explained sum has the largest score, else 0. The average over images is the accuracy if the true classes
    /// are explained, and the fraction of unchanged predictions if the predicted classes are.
    /// </summary>
    Accuracy,
}

/// <summary>Scores in these units.</summary>
internal static class ScoreScales
{
    /// <summary>The explained score of one image.</summary>
    /// <param name="scale">The units.</param>
    /// <param name="scores">Of all classes.</param>
    /// <param name="weights">With which they enter the explained sum.</param>
    internal static double Of(this ScoreScale scale, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        if (scale == ScoreScale.Accuracy)
            return Largest(scores) == Largest(weights) ? 1 : 0;
        var (sum, total, highest) = (0.0, 0.0, scores[Largest(scores)]);
        for (var k = 0; k < scores.Length; k++)
        {
            // Shifted, so that no exponential overflows.
            var value = scale == ScoreScale.Probability ? Elementary.Exponential(scores[k] - highest) : scores[k];
            total += value;
            sum += weights[k] * value;
        }
        return scale == ScoreScale.Probability ? sum / total : sum;
    }

    /// <summary>What names and parameters call them.</summary>
    internal static string Word(this ScoreScale scale) => scale switch
    {
        ScoreScale.Logit => "logit",
        ScoreScale.Probability => "probability",
        _ => "accuracy",
    };

    /// <summary>The place of the largest value; of several, the first.</summary>
    internal static int Largest(ReadOnlySpan<double> values)
    {
        var place = 0;
        for (var k = 1; k < values.Length; k++)
        {
            if (values[k] > values[place])
                place = k;
        }
        return place;
    }
}
