using Relevance.Baselines;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Perturbation;

/// <summary>Shapley values of eight features, the columns of the image, against their definition, in float64.</summary>
public class ShapleyTests
{
    private static readonly Baseline Reference = Baseline.Black(-0.4);

    private static FeatureMask Columns => FeatureMask.Given(arange(8, ScalarType.Int64).repeat([8, 1]));

    [Theory]
    [Seeds]
    public void KernelSHAP_over_all_coalitions_is_the_Shapley_value(int seed)
    {
        var (network, images, exact) = Case(seed);
        using var explanation = new KernelShap(network, Columns, Reference).Explain(images, Target.Class(1));
        Assert.InRange(Errors.Relative(explanation.Relevance, Over(exact, images)), 0, 1e-10);
    }

    [Theory]
    [Seeds]
    public void Sampled_values_are_within_their_standard_errors_of_the_exact_ones(int seed)
    {
        var (network, images, exact) = Case(seed);
        using var explanation = new ShapleySampling(network, Columns, Reference, 400, seed).Explain(images, Target.Class(1));
        // The mean of 400 independent orders is close to normal: beyond five standard errors once in 1.7 million, here one of 24 values.
        var deviations = ((explanation.Relevance - Over(exact, images)) / explanation.StandardErrors!)[.., 0, 0].data<double>().ToArray();
        Assert.All(deviations, deviation => Assert.InRange(deviation, -5, 5));
        // Their squares have the mean 1; with some ten of them independent, a mean outside of 1/5 to 4 has a chance below 10⁻³.
        Assert.InRange(deviations.Average(deviation => deviation * deviation), 0.2, 4);
    }

    [Fact]
    public void Standard_errors_are_those_of_a_mean_of_the_gains_of_each_order()
    {
        var (network, images, _) = Case(0);
        // Two orders leave one gain and another: their mean and half their distance.
        using var two = new ShapleySampling(network, Columns, Reference, 2, 7).Explain(images, Target.Class(0));
        var random = new Random(7);
        var gains = Enumerable.Range(0, 2).Select(_ =>
        {
            var places = Enumerable.Range(0, 8).ToArray();
            random.Shuffle(places);
            return Enumerable.Range(0, 8).Select(feature => Subtract(
                Scores(network, images, 0, [.. places.Select(place => place <= places[feature])]),
                Scores(network, images, 0, [.. places.Select(place => place < places[feature])]))).ToArray();
        }).ToArray();
        for (var feature = 0; feature < 8; feature++)
        {
            for (var image = 0; image < 3; image++)
            {
                var (a, b) = (gains[0][feature][image], gains[1][feature][image]);
                Assert.Equal((a + b) / 2, two.Relevance[image, 0, 0, feature].item<double>(), 1e-10);
                Assert.Equal(Math.Abs(a - b) / 2, two.StandardErrors![image, 1, 3, feature].item<double>(), 1e-10);
            }
        }

        static double[] Subtract(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];
    }

    [Fact]
    public void The_values_of_the_features_sum_to_the_gain_over_the_baseline_whatever_the_samples()
    {
        var (network, images, _) = Case(2);
        var gain = (network.Scores(images) - network.Scores(full_like(images, -0.4)))[.., 1].data<double>().ToArray();
        foreach (var explainer in new Explainer[]
        {
            new ShapleySampling(network, Columns, Reference, 2), new ShapleySampling(network, Columns, Reference, 9, 3),
            new KernelShap(network, Columns, Reference, 5), new KernelShap(network, Columns, Reference, 100, 4),
        })
        {
            using var explanation = explainer.Explain(images, Target.Class(1));
            Assert.Equal(gain, explanation.Relevance[.., 0, 0].sum(1).data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-10);
        }
    }

    [Fact]
    public void KernelSHAP_with_some_coalitions_is_the_best_fit_to_them()
    {
        var (network, images, exact) = Case(3);
        using var explanation = new KernelShap(network, Columns, Reference, 100, 5).Explain(images, Target.Class(1));
        var (present, weights) = Coalitions.ForKernelShap(8, 100, 5);
        Assert.Equal([100, 8], present.shape);
        // Pairs of a coalition and its complement.
        Assert.True(present[TensorIndex.Slice(0, null, 2)].Equals(1 - present[TensorIndex.Slice(1, null, 2)]));
        var values = explanation.Relevance[.., 0, 0];
        var gains = stack([.. Enumerable.Range(0, 100).Select(row => tensor(Scores(network, images, 1, [.. present[row].data<double>().Select(p => p == 1)])))])
            - tensor(Scores(network, images, 1, new bool[8]));
        // At the minimum under Σφ = Δf the slope is the same in every direction.
        var slope = (present * weights.unsqueeze(1)).t().mm(gains - present.mm(values.t()));
        Assert.InRange((slope - slope.mean([0], keepdim: true)).abs().max().item<double>(), 0, 1e-9);
        // And near the exact values: no test of the order of the error, but of the right sign and size.
        Assert.InRange(Errors.Relative(values, exact), 0, 0.35);
    }

    [Fact]
    public void Sizes_of_coalitions_are_drawn_by_the_Shapley_kernel()
    {
        const int pairs = 20_000;
        var (present, _) = Coalitions.ForKernelShap(40, 2 * pairs, 1);
        var sizes = present[TensorIndex.Slice(0, null, 2)].sum(1).data<double>().ToArray();
        var total = Enumerable.Range(1, 39).Sum(size => 1.0 / (size * (40 - size)));
        foreach (var size in Enumerable.Range(1, 39))
        {
            var expected = pairs / (size * (40.0 - size)) / total;
            // Five standard deviations of a count.
            Assert.InRange(sizes.Count(drawn => drawn == size), expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
        }
        // Each feature in half of the coalitions: exactly, since each comes with its complement.
        Assert.All(present.mean([0]).data<double>(), share => Assert.Equal(0.5, share, 12));
    }

    [Fact]
    public void A_single_feature_has_all_of_the_gain()
    {
        var (network, images, _) = Case(1);
        var whole = FeatureMask.Squares(8);
        foreach (var explainer in new Explainer[] { new ShapleySampling(network, whole, Reference), new KernelShap(network, whole, Reference), new FeatureAblation(network, whole, Reference) })
        {
            using var explanation = explainer.Explain(images, Target.Class(1));
            var gain = (network.Scores(images) - network.Scores(full_like(images, -0.4)))[.., 1].view(3, 1, 1, 1).expand(images.shape);
            Assert.InRange(Errors.Relative(explanation.Relevance, gain), 0, 1e-12);
        }
    }

    [Fact]
    public void Too_few_samples_are_refused()
    {
        var network = Case(0).Network;
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShapleySampling(network, Columns, Reference, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KernelShap(network, Columns, Reference, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lime(network, Columns, Reference, 1));
    }

    private static (Network Network, Tensor Images, Tensor Exact) Case(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.Any));
        var images = RandomNetworks.Images(seed);
        return (network, images, ExactShapley.Of(present => Scores(network, images, 1, present), 8));
    }

    private static double[] Scores(Network network, Tensor images, int of, bool[] present)
    {
        using var scope = NewDisposeScope();
        var copy = images.clone();
        for (var column = 0; column < 8; column++)
        {
            if (!present[column])
                copy[.., .., .., column] = -0.4;
        }
        return network.Scores(copy)[.., of].data<double>().ToArray();
    }

    private static Tensor Over(Tensor columns, Tensor images) => columns.view(-1, 1, 1, 8).expand(images.shape);
}
