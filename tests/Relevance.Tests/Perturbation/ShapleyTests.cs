using System.Numerics.Tensors;
using Relevance.Baselines;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Randomness;
using Relevance.Tests.Support;

namespace Relevance.Tests.Perturbation;

/// <summary>Shapley values of eight features, the columns of the image, against their definition, in float64.</summary>
public class ShapleyTests
{
    private static readonly Baseline Reference = Baseline.Black(-0.4);

    private static FeatureMask Columns => FeatureMask.Given([.. Enumerable.Range(0, 64).Select(i => i % 8)], [8, 8]);

    [Theory]
    [Seeds]
    public void KernelSHAP_over_all_coalitions_is_the_Shapley_value(int seed)
    {
        var (network, images, exact) = Case(seed);
        var explanation = new KernelShap(network, Columns, Reference).Explain(images, Target.Class(1));
        Assert.InRange(Errors.Relative(explanation.Relevance, Over(exact)), 0, 1e-10);
    }

    [Theory]
    [Seeds]
    public void Sampled_values_are_within_their_standard_errors_of_the_exact_ones(int seed)
    {
        var (network, images, exact) = Case(seed);
        var explanation = new ShapleySampling(network, Columns, Reference, 400, seed).Explain(images, Target.Class(1));
        // The mean of 400 independent orders is close to normal: beyond five standard errors once in 1.7 million, here one of 24 values.
        double[] deviations = [.. Enumerable.Range(0, 24).Select(i => (explanation.Relevance.At(i / 8, 0, 0, i % 8) - exact.Image(i / 8)[i % 8]) / explanation.StandardErrors!.At(i / 8, 0, 0, i % 8))];
        Assert.All(deviations, deviation => Assert.InRange(deviation, -5, 5));
        // Their squares have the mean 1; with some ten of them independent, a mean outside of 1/5 to 4 has a chance below 10⁻³.
        Assert.InRange(deviations.Average(deviation => deviation * deviation), 0.2, 4);
    }

    [Fact]
    public void Standard_errors_are_those_of_a_mean_of_the_gains_of_each_order()
    {
        var (network, images, _) = Case(0);
        // Two orders leave one gain and another: their mean and half their distance.
        var two = new ShapleySampling(network, Columns, Reference, 2, 7).Explain(images, Target.Class(0));
        var gains = Enumerable.Range(0, 2).Select(order =>
        {
            var joining = new RandomNumbers(7, order).Permutation(0, 8);
            return Enumerable.Range(0, 8).Select(feature => Subtract(
                Scores(network, images, 0, [.. Enumerable.Range(0, 8).Select(other => joining.IndexOf(other) <= joining.IndexOf(feature))]),
                Scores(network, images, 0, [.. Enumerable.Range(0, 8).Select(other => joining.IndexOf(other) < joining.IndexOf(feature))]))).ToArray();
        }).ToArray();
        for (var feature = 0; feature < 8; feature++)
        {
            for (var image = 0; image < 3; image++)
            {
                var (a, b) = (gains[0][feature][image], gains[1][feature][image]);
                Assert.Equal((a + b) / 2, two.Relevance.At(image, 0, 0, feature), 1e-10);
                Assert.Equal(Math.Abs(a - b) / 2, two.StandardErrors!.At(image, 1, 3, feature), 1e-10);
            }
        }

        static double[] Subtract(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];
    }

    [Fact]
    public void The_values_of_the_features_sum_to_the_gain_over_the_baseline_whatever_the_samples()
    {
        var (network, images, _) = Case(2);
        var gain = Gain(network, images);
        foreach (var explainer in new Explainer[]
        {
            new ShapleySampling(network, Columns, Reference, 2), new ShapleySampling(network, Columns, Reference, 9, 3),
            new KernelShap(network, Columns, Reference, 5), new KernelShap(network, Columns, Reference, 100, 4),
        })
        {
            var relevance = explainer.Explain(images, Target.Class(1)).Relevance;
            for (var image = 0; image < 3; image++)
                Assert.Equal(gain[image], Enumerable.Range(0, 8).Sum(column => relevance.At(image, 0, 0, column)), 1e-10);
        }
    }

    [Fact]
    public void KernelSHAP_with_some_coalitions_is_the_best_fit_to_them()
    {
        var (network, images, exact) = Case(3);
        var explanation = new KernelShap(network, Columns, Reference, 100, 5).Explain(images, Target.Class(1));
        var coalitions = Coalitions.ForKernelShap(8, 100, 5);
        Assert.Equal((100, 8), (coalitions.Count, coalitions.Features));
        bool[][] present = [.. Enumerable.Range(0, 100).Select(z => Enumerable.Range(0, 8).Select(f => coalitions.Has(z, f)).ToArray())];
        // Pairs of a coalition and its complement.
        Assert.All(present.Chunk(2), pair => Assert.Equal(pair[0], pair[1].Select(p => !p)));
        var without = Scores(network, images, 1, new bool[8]);
        double[][] scores = [.. present.Select(z => Scores(network, images, 1, z))];
        for (var image = 0; image < 3; image++)
        {
            double[] values = [.. Enumerable.Range(0, 8).Select(column => explanation.Relevance.At(image, 0, 0, column))];
            double[] left = [.. present.Zip(scores, (z, score) => score[image] - without[image] - z.Zip(values, (p, value) => p ? value : 0).Sum())];
            // At the minimum under Σφ = Δf the slope is the same in every direction.
            double[] slopes = [.. Enumerable.Range(0, 8).Select(f => Enumerable.Range(0, 100).Sum(z => present[z][f] ? coalitions.Weights[z] * left[z] : 0))];
            Assert.All(slopes, slope => Assert.Equal(slopes.Average(), slope, 1e-9));
        }
        // And near the exact values: no test of the order of the error, but of the right sign and size.
        Assert.InRange(Errors.Relative(explanation.Relevance, Over(exact)), 0, 0.35);
    }

    [Fact]
    public void Sizes_of_coalitions_are_drawn_by_the_Shapley_kernel()
    {
        const int pairs = 20_000;
        var coalitions = Coalitions.ForKernelShap(40, 2 * pairs, 1);
        int[] sizes = [.. Enumerable.Range(0, pairs).Select(pair => coalitions.SizeOf(2 * pair))];
        var total = Enumerable.Range(1, 39).Sum(size => 1.0 / (size * (40 - size)));
        foreach (var size in Enumerable.Range(1, 39))
        {
            var expected = pairs / (size * (40.0 - size)) / total;
            // Five standard deviations of a count.
            Assert.InRange(sizes.Count(drawn => drawn == size), expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
        }
        // Each feature in half of the coalitions: exactly, since each comes with its complement.
        Assert.All(Enumerable.Range(0, 40), feature => Assert.Equal(pairs, Enumerable.Range(0, 2 * pairs).Count(z => coalitions.Has(z, feature))));
    }

    [Fact]
    public void A_single_feature_has_all_of_the_gain()
    {
        var (network, images, _) = Case(1);
        var whole = FeatureMask.Squares(8);
        var gain = Gain(network, images);
        foreach (var explainer in new Explainer[] { new ShapleySampling(network, whole, Reference), new KernelShap(network, whole, Reference), new FeatureAblation(network, whole, Reference) })
        {
            var explanation = explainer.Explain(images, Target.Class(1));
            Assert.InRange(Errors.Relative(explanation.Relevance, Images.Of(3, [2, 8, 8], (image, _, _, _) => gain[image])), 0, 1e-12);
            Assert.Equal(0, explanation.StandardErrors?.Largest() ?? 0, 1e-12);
        }
    }

    [Fact]
    public void Two_features_have_two_coalitions_in_between()
    {
        var (network, images, _) = Case(1);
        var halves = FeatureMask.Given([.. Enumerable.Range(0, 64).Select(i => i % 8 / 4)], [8, 8]);
        var exact = ExactShapley.Of(present => Scores(network, images, 1, [.. Enumerable.Range(0, 8).Select(column => present[column / 4])]), 2);
        var expected = Images.Of(3, [2, 8, 8], (image, _, _, column) => exact.Image(image)[column / 4]);
        Assert.InRange(Errors.Relative(new KernelShap(network, halves, Reference).Explain(images, Target.Class(1)).Relevance, expected), 0, 1e-11);
        // The mean over orders depends on how many begin with the first.
        var sampled = new ShapleySampling(network, halves, Reference, 40).Explain(images, Target.Class(1));
        for (var i = 0; i < sampled.Relevance.Values.Length; i++)
            Assert.InRange(Math.Abs(sampled.Relevance.Values[i] - expected.Values[i]), 0, 5 * sampled.StandardErrors!.Values[i]);
    }

    [Fact]
    public void Too_few_samples_are_refused()
    {
        var network = RandomNetworks.Convolutional(0, Biases.Any);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShapleySampling(network, Columns, Reference, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KernelShap(network, Columns, Reference, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lime(network, Columns, Reference, 1));
    }

    private static (Network Network, Tensor<double> Images, Tensor<double> Exact) Case(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        return (network, images, ExactShapley.Of(present => Scores(network, images, 1, present), 8));
    }

    private static double[] Scores(Network network, Tensor<double> images, int of, bool[] present) => network.ScoresOf(
        Images.Of(images.ImageCount, [2, 8, 8], (image, channel, row, column) => present[column] ? images.At(image, channel, row, column) : -0.4), of);

    private static double[] Gain(Network network, Tensor<double> images) =>
        [.. network.ScoresOf(images, 1).Zip(Scores(network, images, 1, new bool[8]), (score, without) => score - without)];

    private static Tensor<double> Over(Tensor<double> columns) => Images.Of(columns.ImageCount, [2, 8, 8], (image, _, _, column) => columns.Image(image)[column]);
}
