using Relevance.Averaging;
using Relevance.Baselines;
using Relevance.Maps;
using Relevance.Randomness;

namespace Relevance.Perturbation;

/// <summary>
/// Shapley values by sampling: φ_F is the mean, over random orders of the features, of the increase of the score when F is added to the features before it,
/// with all others replaced by the baseline. Each value of the image gets the relevance of its feature.
/// </summary>
/// <remarks>
/// Unbiased; Σ_F φ_F = f(x) − f(x′) for any number of orders. The standard error of each value is estimated over the orders, which are independent. All images
/// use the same orders, so that the explanation of an image does not depend on the others. Costs M − 1 forward passes per order of M features, plus two. Units:
/// those of the score. Source: Castro, Gómez, Tejada, Polynomial calculation of the Shapley value based on sampling, 2009; Štrumbelj and Kononenko, 2010.
/// </remarks>
public sealed class ShapleySampling : Explainer
{
    private readonly Prepared<Shape, Features> layouts;
    private readonly Prepared<int, Order[]> drawn;
    private readonly Baseline baseline;
    private readonly int orders;

    /// <summary>Creates the method.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="features">Divides an image into features: sets of values that are present or absent together.</param>
    /// <param name="baseline">The values that replace an absent feature.</param>
    /// <param name="orders">The number of random orders, at least 2.</param>
    /// <param name="seed">The seed with which the orders are drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of orders is less than 2.</exception>
    public ShapleySampling(Model model, FeatureMask features, Baseline baseline, int orders = 25, int seed = 0) : base(model)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 2);
        (this.baseline, this.orders) = (baseline, orders);
        layouts = new(features.For);
        drawn = new(count => [.. Enumerable.Range(0, orders).Select(order => new Order(new RandomNumbers(seed, order).Permutation(0, count)))]);
        Parameters = new Dictionary<string, object> { ["features"] = $"{features}", ["baseline"] = $"{baseline}", ["orders"] = orders, ["seed"] = seed };
    }

    /// <inheritdoc/>
    public override string Name => "shapley-sampling";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
    {
        var (n, shape) = (batch.Count, batch.Images.ImageShape);
        var layout = layouts.For(shape);
        var features = layout.Count;
        var ordered = drawn.For(features);
        var scores = new PerturbedScores<T>(Model, batch, baseline);
        var before = scores.OfBaselines();
        var start = (double[])before.Clone();
        // The gains of one order, and their mean and variance over all.
        var gains = Tensors.Zeros<double>(n, [features]);
        var moments = new Moments<double>(n, [features], withVariance: true);
        if (features == 1)
        {
            for (var i = 0; i < orders * n; i++)
                Join(i / n, 0, i % n, scores.OfImages[i % n]);
        }
        else
        {
            // Of each order the coalitions of its first 1, 2, …, M − 1 features.
            scores.ForEachCoalition(layout, checked(orders * (features - 1)), (block, present) => Order.WritePresence(ordered, block, present), (coalition, image, score) =>
            {
                var (order, place) = Math.DivRem(coalition, features - 1);
                Join(order, place, image, score);
                if (place == features - 2)
                    Join(order, features - 1, image, scores.OfImages[image]);
            });
        }
        var (relevance, errors, variance) = (Tensors.Zeros<T>(n, shape), Tensors.Zeros<T>(n, shape), moments.Variance());
        for (var image = 0; image < n; image++)
        {
            foreach (ref var value in variance.Image(image))
                value = Math.Sqrt(value / (orders - 1));
            layout.Spread(moments.Mean.Image(image), relevance.Image(image));
            layout.Spread(variance.Image(image), errors.Image(image));
        }
        return new(scores.Scores, relevance) { StandardErrors = errors };

        // What the score has become with the feature at a place of an order.
        void Join(int order, int place, int image, double score)
        {
            gains.Image(image)[ordered[order].Features[place]] = score - before[image];
            before[image] = score;
            if (place < features - 1)
                return;
            moments.Add(image, gains.Image(image));
            before[image] = start[image];
        }
    }

    /// <summary>A random order of the features.</summary>
    private sealed class Order
    {
        private readonly int[] places;

        /// <param name="features">The features in their order.</param>
        internal Order(int[] features)
        {
            (Features, places) = (features, new int[features.Length]);
            foreach (var (place, feature) in features.Index())
                places[feature] = place;
        }

        internal int[] Features { get; }

        /// <summary>Writes which features are present in 32 coalitions, of which each order has M − 1.</summary>
        internal static void WritePresence(Order[] orders, int block, Span<uint> present)
        {
            present.Clear();
            var coalitions = present.Length - 1;
            for (var bit = 0; bit < 32;)
            {
                var (order, first) = Math.DivRem(32L * block + bit, coalitions);
                if (order >= orders.Length)
                    return;
                var places = orders[order].places;
                // The coalitions of this order in the block: that of number c has the places up to c.
                var number = (int)Math.Min(32 - bit, coalitions - first);
                for (var feature = 0; feature < places.Length; feature++)
                {
                    var absent = Math.Max(0, places[feature] - first);
                    if (absent < number)
                        present[feature] |= (uint)((1UL << number) - (1UL << (int)absent)) << bit;
                }
                bit += number;
            }
        }
    }
}
