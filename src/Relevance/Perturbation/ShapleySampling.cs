using Relevance.Averaging;
using Relevance.Baselines;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Perturbation;

/// <summary>
/// Shapley values by sampling: φ_F is the mean, over random orders of the features, of what the score gains when F joins those before it, the others
/// being those of the baseline. Each value of the image has the relevance of its feature.
/// </summary>
/// <remarks>
/// Unbiased; for every number of orders Σ_F φ_F = f(x) − f(x′). The standard error of each value is that of a mean of independent orders. All images share
/// the orders, so that they can be compared. Costs M − 1 passes per order of M features, and two more. Units: those of the score.
/// Source: Castro, Gómez, Tejada, Polynomial calculation of the Shapley value based on sampling, 2009; Štrumbelj and Kononenko, 2010.
/// </remarks>
public sealed class ShapleySampling : Explainer
{
    private readonly FeatureMask features;
    private readonly Baseline baseline;
    private readonly int orders, seed;

    /// <summary>Prepares the sampling.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="features">Which values are one feature.</param>
    /// <param name="baseline">What takes the place of an absent feature.</param>
    /// <param name="orders">The number of random orders, at least 2.</param>
    /// <param name="seed">Which orders are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two orders.</exception>
    public ShapleySampling(Model model, FeatureMask features, Baseline baseline, int orders = 25, int seed = 0) : base(model)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 2);
        (this.features, this.baseline, this.orders, this.seed) = (features, baseline, orders, seed);
        Parameters = new Dictionary<string, object> { ["features"] = $"{features}", ["baseline"] = $"{baseline}", ["orders"] = orders, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public override string Name => "shapley-sampling";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override BatchExplanation ExplainBatch(ImageBatch batch)
    {
        var layout = features.For(batch.Images.shape[1..]);
        var scores = new PerturbedScores(Model, batch, baseline);
        var ofBaselines = scores.OfBaselines();
        var random = new Random(seed);
        var moments = new Moments();
        // Enough orders at once for some 16 passes through the model, of which only the last is not full.
        var atOnce = (int)Math.Clamp(16L * batch.Limit / (batch.Count * Math.Max(1, layout.Count - 1)), 1, orders);
        for (var first = 0; first < orders; first += atOnce)
        {
            using var scope = NewDisposeScope();
            var places = Enumerable.Range(0, Math.Min(atOnce, orders - first)).Select(_ => PlacesInRandomOrder(layout.Count, random)).ToArray();
            var between = scores.Of(places.Length * (layout.Count - 1), (copy, number) => layout.Spread(Joined(places, copy, number)));
            foreach (var (i, place) in places.Index())
            {
                var along = cat([ofBaselines, between.narrow(0, i * (layout.Count - 1), layout.Count - 1), scores.OfImages], 0);
                var gains = along.narrow(0, 1, layout.Count).Minus(along.narrow(0, 0, layout.Count)).index_select(0, tensor(place));
                moments.Add(gains);
            }
        }
        var errors = moments.Variance.div(Scalars.Of(orders - 1)).sqrt();
        return new(scores.Scores, Spread(moments.Mean)) { StandardErrors = Spread(errors) };

        Tensor Spread(Tensor perFeature) => layout.Spread(perFeature.t().contiguous().to(batch.Images.dtype));
    }

    /// <summary>The place of each feature in a random order, from 0.</summary>
    private static long[] PlacesInRandomOrder(int features, Random random)
    {
        var places = Enumerable.Range(0, features).Select(i => (long)i).ToArray();
        random.Shuffle(places);
        return places;
    }

    /// <summary>Row by row: of each order the coalitions of its first 1, 2, …, M − 1 features.</summary>
    private static Tensor Joined(long[][] places, int first, int rows)
    {
        var features = places[0].Length;
        var keep = new float[rows, features];
        for (var row = 0; row < rows; row++)
        {
            var (order, before) = Math.DivRem(first + row, features - 1);
            for (var feature = 0; feature < features; feature++)
                keep[row, feature] = places[order][feature] <= before ? 1 : 0;
        }
        return tensor(keep);
    }
}
