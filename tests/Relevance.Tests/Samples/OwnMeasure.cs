using Relevance.Maps;
using Relevance.Metrics;

namespace Relevance.Tests.Samples;

/// <summary>
/// A measure: the score that is lost when the most relevant values of an image are set to 0. Source: DeYoung et al., ERASER: a benchmark to evaluate
/// rationalized NLP models, 2020, section 4.2 (comprehensiveness).
/// </summary>
/// <param name="share">Which share of the values is set to 0, 0 to 1.</param>
public sealed class Comprehensiveness(double share) : Measure
{
    /// <inheritdoc/>
    public override string Name => "comprehensiveness";

    /// <inheritdoc/>
    public override string Title => "Comprehensiveness";

    /// <inheritdoc/>
    public override string Meaning => "how much score is lost with the most relevant pixels";

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => Better.Higher;

    /// <inheritdoc/>
    public override string Cost => "1 pass";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; } = new Dictionary<string, object> { ["share"] = share };

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var removed = (int)Math.Round(share * imageShape.Size);
        return batch =>
        {
            var (before, found) = (batch.Scores(), new Measured[batch.Count]);
            batch.ScoreVariants(1, Remove, (_, image, scores) => found[image] = new(before[image] - batch.Scaled(image, scores)));
            return new(found);

            void Remove(int variant, int image, Span<T> values)
            {
                batch.Images.Image(image).CopyTo(values);
                foreach (var place in Enumerable.Range(0, values.Length).OrderByDescending(place => batch.Relevances[image][place]).Take(removed))
                    values[place] = T.Zero;
            }
        };
    }
}
