using System.Numerics;
using Relevance.Maps;
using Relevance.Perturbation;

namespace Relevance.Metrics;

/// <summary>
/// Selectivity, also called pixel flipping: removes the features (patches) one after the other in the order of their relevance, and measures the area under the
/// curve of the explained score over the fraction removed. The whole axis counts as 1, so that the area is the mean score along the curve.
/// </summary>
/// <remarks>
/// Most relevant first: lower is better. Least relevant first: higher is better. A random order does not judge the explanation, but gives the value of chance
/// for comparison. Features of equal relevance are ordered by chance. Curve: <c>score</c>, after 0 to M features. Costs one pass per step; if recomputed, also
/// one explanation per feature. Units: those of the score. Filled images lie outside the distribution of natural images, differently for each fill: compare
/// curves of the same fill only. Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 7.3; Bach et
/// al., On pixel-wise explanations for non-linear classifier decisions by layer-wise relevance propagation, 2015; Samek et al., Evaluating the visualization of
/// what a deep neural network has learned, 2017.
/// </remarks>
public sealed class Selectivity : Measure
{
    private readonly FeatureMask features;
    private readonly Imputation fill;
    private readonly FlippingOrder order;
    private readonly ScoreScale scale;
    private readonly bool recomputed;
    private readonly int perStep, seed;

    /// <summary>Creates the measure.</summary>
    /// <param name="features">Divides an image into features, each removed as a whole; the paper uses squares with sides of 4 pixels.</param>
    /// <param name="fill">The values that replace removed features.</param>
    /// <param name="order">The order in which features are removed.</param>
    /// <param name="scale">The units of the score.</param>
    /// <param name="recomputed">Whether the image is explained again after each removal, as in the paper; otherwise once.</param>
    /// <param name="perStep">The number of features removed between two scores, at least 1.</param>
    /// <param name="seed">The seed of random orders, including the order among features of equal relevance.</param>
    /// <exception cref="ArgumentException">The explanation is to be recomputed, but the order is random or several features are removed per step.</exception>
    public Selectivity(
        FeatureMask features, Imputation fill, FlippingOrder order = FlippingOrder.MostRelevantFirst, ScoreScale scale = ScoreScale.Logit, bool recomputed = false, int perStep = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(fill);
        if (recomputed && order == FlippingOrder.Random)
            throw new ArgumentException("A random order does not follow the relevance; do not ask to recompute it.", nameof(recomputed));
        ArgumentOutOfRangeException.ThrowIfLessThan(perStep, 1);
        if (recomputed && perStep > 1)
            throw new ArgumentException("An order that is recomputed changes after each removal; remove one feature per step.", nameof(perStep));
        (this.features, this.fill, this.order, this.scale, this.recomputed, this.perStep, this.seed) = (features, fill, order, scale, recomputed, perStep, seed);
        Parameters = new Dictionary<string, object>
        {
            ["features"] = $"{features}",
            ["fill"] = $"{fill}",
            ["score"] = scale.Word(),
            ["recomputed"] = recomputed,
            ["per_step"] = perStep,
            ["seed"] = seed,
        };
    }

    /// <inheritdoc/>
    public override string Name => order switch
    {
        FlippingOrder.MostRelevantFirst => "selectivity",
        FlippingOrder.LeastRelevantFirst => "selectivity-least-first",
        _ => "selectivity-random",
    } + (recomputed ? "-recomputed" : "") + Flipping.Suffix(fill, scale);

    /// <inheritdoc/>
    public override string Title => order switch
    {
        FlippingOrder.MostRelevantFirst => "Selectivity, most relevant first",
        FlippingOrder.LeastRelevantFirst => "Selectivity, least relevant first",
        _ => "Selectivity, random order",
    } + (recomputed ? ", recomputed" : "") + Flipping.TitleSuffix(fill, scale);

    /// <inheritdoc/>
    public override string Meaning => order switch
    {
        FlippingOrder.MostRelevantFirst => "the mean score while the most relevant patches are removed first: it should fall fast",
        FlippingOrder.LeastRelevantFirst => "the mean score while the least relevant patches are removed first: it should stay high",
        _ => "the mean score while patches are removed in random order: the value of chance",
    };

    /// <inheritdoc/>
    public override Aspect Aspect => Aspect.Faithfulness;

    /// <inheritdoc/>
    public override Better Better => order == FlippingOrder.LeastRelevantFirst ? Better.Higher : Better.Lower;

    /// <inheritdoc/>
    public override string Cost => recomputed ? "one pass and one explanation per patch" : "one pass per patch";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override Func<EvaluationBatch<T>, BatchMeasurement> Start<T>(Explainer explainer, Shape imageShape)
    {
        var layout = features.For(imageShape);
        var steps = Flipping.Steps(layout, perStep);
        return batch =>
        {
            var curves = (recomputed
                ? Flipping.Curves(batch, layout, fill, Recomputed(batch, layout), perStep, seed)
                : Flipping.InOrder(batch, features, layout, fill, order, perStep, seed))[scale];
            return new([.. curves.Select(curve => new Measured(Flipping.Area(steps, curve)))], new BatchCurve("score", "patches removed", steps, curves));
        };
    }

    /// <summary>Explains the images as they are at each step, and takes the first feature that is still there.</summary>
    private int[][] Recomputed<T>(EvaluationBatch<T> batch, Features layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[][] orders = [.. batch.Relevances.Select(_ => new int[layout.Count])];
        var removal = fill.Begin(batch, layout, seed);
        for (var image = 0; image < orders.Length; image++)
            Take(image, 0, batch.Relevances[image]);
        var current = new double[batch.ImageShape.Size];
        for (var step = 1; step < layout.Count; step++)
        {
            batch.ExplainVariants(1, (_, image, values) => removal.Write(image, orders[image].AsSpan(0, step), values), (_, image, relevance) =>
            {
                for (var i = 0; i < current.Length; i++)
                    current[i] = double.CreateTruncating(relevance[i]);
                Take(image, step, current);
            });
        }
        return orders;

        void Take(int image, int step, double[] relevance)
        {
            var gone = orders[image].AsSpan(0, step);
            foreach (var feature in Flipping.Order(layout, relevance, order, batch.Random(image, seed), (long)step * layout.Count))
            {
                if (gone.Contains(feature))
                    continue;
                orders[image][step] = feature;
                return;
            }
        }
    }
}
