using Relevance.Baselines;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Perturbation;

/// <summary>LIME's coefficients satisfy the conditions of the minimum that defines them, in float64.</summary>
public class LimeTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void A_fit_of_scores_that_do_not_vary_is_perfect()
    {
        // A black image against a black baseline.
        using var explanation = new Lime(Golden.Network(), FeatureMask.Squares(7), Baseline.Black(Golden.Low), samples: 50)
            .Explain(full([1, 1, 28, 28], Golden.Low, ScalarType.Float64), Target.Class(0));
        Assert.Equal(1, explanation.Diagnostics["fit-r-squared"][0]);
    }

    [Fact]
    public void A_kernel_so_narrow_that_no_coalition_counts_is_refused() => Assert.Contains("choose a larger one", Assert.Throws<ArgumentException>(
        () => new Lime(Golden.Network(), FeatureMask.Squares(7), Baseline.Black(Golden.Low), kernelWidth: 1e-3).Explain(Golden.Images()[..1])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.25, 1)]
    [InlineData(0.1, 20)]
    [InlineData(double.PositiveInfinity, 0.3)]
    public void Ridge_is_where_the_slope_of_the_squares_is_that_of_the_penalty(double width, double strength)
    {
        var fit = new Case(width, LimePenalty.Ridge, strength);
        Assert.InRange((fit.Slope - fit.Coefficients * strength).abs().max().item<double>(), 0, Tolerance * fit.Weights.Sum());
    }

    [Theory]
    [InlineData(0.25, 0.01)]
    [InlineData(0.5, 0.2)]
    public void Lasso_is_where_no_slope_is_steeper_than_the_penalty(double width, double strength)
    {
        var fit = new Case(width, LimePenalty.Lasso, strength);
        var slopes = (fit.Slope / fit.Weights.Sum()).data<double>().ToArray();
        var coefficients = fit.Coefficients.contiguous().data<double>().ToArray();
        Assert.All(coefficients.Zip(slopes), pair =>
        {
            if (pair.First == 0)
                Assert.InRange(Math.Abs(pair.Second), 0, strength + Tolerance);
            else
                Assert.Equal(strength * Math.Sign(pair.First), pair.Second, Tolerance);
        });
        if (strength == 0.2)
            Assert.Contains(0, coefficients);
    }

    [Fact]
    public void A_lasso_stronger_than_every_slope_leaves_nothing() =>
        Assert.Equal(0, new Case(0.25, LimePenalty.Lasso, 1e6).Coefficients.abs().max().item<double>());

    [Fact]
    public void The_fit_is_reported()
    {
        var fit = new Case(0.25, LimePenalty.Ridge, 1);
        for (var image = 0; image < 3; image++)
        {
            var (values, fitted) = (fit.Values[.., image].data<double>().ToArray(), fit.Fitted[.., image].data<double>().ToArray());
            var mean = values.Zip(fit.Weights, (value, weight) => value * weight).Sum() / fit.Weights.Sum();
            var unexplained = values.Zip(fitted, (value, guess) => (value - guess) * (value - guess)).Zip(fit.Weights, (square, weight) => square * weight).Sum();
            var total = values.Zip(fit.Weights, (value, weight) => weight * (value - mean) * (value - mean)).Sum();
            Assert.Equal(1 - unexplained / total, fit.Reported[image], 1e-10);
            Assert.InRange(fit.Reported[image], 0.1, 1);
        }
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        var network = Network.From(RandomNetworks.Convolutional(1, Biases.Any));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lime(network, FeatureMask.Values, Baseline.Zero, kernelWidth: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lime(network, FeatureMask.Values, Baseline.Zero, strength: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lime(network, FeatureMask.Values, Baseline.Zero, strength: double.NaN));
    }

    /// <summary>A fit of 16 squares of 2 × 2, and what it should be, image by image and coalition by coalition.</summary>
    private sealed class Case
    {
        public Case(double width, LimePenalty penalty, double strength)
        {
            const int samples = 120;
            var network = Network.From(RandomNetworks.Convolutional(6, Biases.Any));
            var images = RandomNetworks.Images(6);
            using var explanation = new Lime(network, FeatureMask.Squares(2), Baseline.Zero, samples, width, penalty, strength, seed: 3).Explain(images, Target.Class(2));
            Coefficients = explanation.Relevance[.., 0, TensorIndex.Slice(0, null, 2), TensorIndex.Slice(0, null, 2)].flatten(1).t().contiguous().clone();
            Reported = explanation.Diagnostics["fit-r-squared"];
            var present = Coalitions.Even(16, samples, 3);
            Assert.Equal(16, present[0].sum().item<double>());
            Weights = [.. present.sum(1).data<double>().Select(size => Math.Exp(-Math.Pow(1 - Math.Sqrt(size / 16), 2) / (2 * width * width)))];
            Values = stack([.. Enumerable.Range(0, samples).Select(row => network.Scores(
                images * present[row].view(4, 4).repeat_interleave(2, 0).repeat_interleave(2, 1))[.., 2])]);
            var weights = tensor(Weights).unsqueeze(1);
            // The intercept takes the weighted mean of what is left.
            var left = Values - present.mm(Coefficients);
            Fitted = present.mm(Coefficients) + (left * weights).sum([0]) / weights.sum();
            Slope = present.t().mm((Values - Fitted) * weights);
        }

        public Tensor Coefficients { get; }

        public IReadOnlyList<double> Reported { get; }

        public double[] Weights { get; }

        public Tensor Values { get; }

        public Tensor Fitted { get; }

        /// <summary>Σ_z π(z) z (f(z) − fit): half the slope of the squares.</summary>
        public Tensor Slope { get; }
    }
}
