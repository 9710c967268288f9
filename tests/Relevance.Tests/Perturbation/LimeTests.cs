using Relevance.Baselines;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Perturbation;

/// <summary>LIME's coefficients satisfy the conditions of the minimum that defines them, in float64.</summary>
public class LimeTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void A_fit_of_scores_that_do_not_vary_is_perfect()
    {
        // A black image against a black baseline.
        var explanation = new Lime(Golden.Network, FeatureMask.Squares(7), Baseline.Black(Golden.Low), samples: 50)
            .Explain(Images.Full(1, [1, 28, 28], Golden.Low), Target.Class(0));
        Assert.Equal(1, explanation.Diagnostics["fit-r-squared"][0]);
    }

    [Fact]
    public void A_kernel_so_narrow_that_no_coalition_counts_is_refused() => Assert.All([1e-3, 1e-200], width => Assert.Contains("choose a larger one", Assert.Throws<ArgumentException>(
        () => new Lime(Golden.Network, FeatureMask.Squares(7), Baseline.Black(Golden.Low), kernelWidth: width).Explain(Tensors.Range(Golden.Images<double>(), 0, 1))).Message, StringComparison.Ordinal));

    [Theory]
    [InlineData(0.25, 1)]
    [InlineData(0.1, 20)]
    [InlineData(double.PositiveInfinity, 0.3)]
    public void Ridge_is_where_the_slope_of_the_squares_is_that_of_the_penalty(double width, double strength)
    {
        var fit = new Case(width, LimePenalty.Ridge, strength);
        for (var image = 0; image < 3; image++)
            Assert.All(fit.Slopes[image].Zip(fit.Coefficients[image]), pair => Assert.Equal(pair.Second * strength, pair.First, Tolerance * fit.Weights.Sum()));
    }

    [Theory]
    [InlineData(0.25, 0.01)]
    [InlineData(0.5, 0.2)]
    public void Lasso_is_where_no_slope_is_steeper_than_the_penalty(double width, double strength)
    {
        var fit = new Case(width, LimePenalty.Lasso, strength);
        for (var image = 0; image < 3; image++)
        {
            Assert.All(fit.Coefficients[image].Zip(fit.Slopes[image], (coefficient, slope) => (coefficient, slope / fit.Weights.Sum())), pair =>
            {
                if (pair.coefficient == 0)
                    Assert.InRange(Math.Abs(pair.Item2), 0, strength + Tolerance);
                else
                    Assert.Equal(strength * Math.Sign(pair.coefficient), pair.Item2, Tolerance);
            });
        }
        if (strength == 0.2)
            Assert.Contains(0, fit.Coefficients.SelectMany(each => each));
    }

    [Fact]
    public void A_lasso_stronger_than_every_slope_leaves_nothing() =>
        Assert.All(new Case(0.25, LimePenalty.Lasso, 1e6).Coefficients.SelectMany(each => each), coefficient => Assert.Equal(0, coefficient));

    [Fact]
    public void Without_a_penalty_fewer_coalitions_than_features_are_met_by_the_shortest_coefficients()
    {
        var network = RandomNetworks.Convolutional(6, Biases.Any);
        var images = RandomNetworks.Images(6, 1);
        var explanation = new Lime(network, FeatureMask.Values, Baseline.Zero, 20, strength: 0, seed: 2).Explain(images, Target.Class(1));
        Assert.Equal(1, explanation.Diagnostics["fit-r-squared"][0], 1e-9);
        // The shortest coefficients are a combination of the rows z − z̄: orthogonal to whatever is orthogonal to those.
        var present = Coalitions.Even(128, 20, 2);
        double[][] rows = [.. Enumerable.Range(0, 19).Select(z => Enumerable.Range(0, 128).Select(f => (present.Has(z, f) ? 1.0 : 0) - 1).ToArray())];
        var rest = explanation.Relevance.Image(0).ToArray();
        var size = rest.Max(Math.Abs);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < i; j++)
                TakeOff(rows[i], rows[j]);
            TakeOff(rest, rows[i]);
        }
        Assert.InRange(rest.Max(Math.Abs) / size, 0, 1e-9);

        static void TakeOff(double[] from, double[] direction)
        {
            var share = from.Zip(direction, (x, y) => x * y).Sum() / direction.Sum(x => x * x);
            for (var i = 0; i < from.Length; i++)
                from[i] -= share * direction[i];
        }
    }

    [Fact]
    public void The_fit_is_reported()
    {
        var fit = new Case(0.25, LimePenalty.Ridge, 1);
        for (var image = 0; image < 3; image++)
        {
            var (values, fitted) = (fit.Values[image], fit.Fitted[image]);
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
        var network = RandomNetworks.Convolutional(1, Biases.Any);
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
            var network = RandomNetworks.Convolutional(6, Biases.Any);
            var images = RandomNetworks.Images(6);
            var explanation = new Lime(network, FeatureMask.Squares(2), Baseline.Zero, samples, width, penalty, strength, seed: 3).Explain(images, Target.Class(2));
            Coefficients = [.. Enumerable.Range(0, 3).Select(image => Enumerable.Range(0, 16).Select(f => explanation.Relevance.At(image, 0, f / 4 * 2, f % 4 * 2)).ToArray())];
            Reported = explanation.Diagnostics["fit-r-squared"];
            var coalitions = Coalitions.Even(16, samples, 3);
            Assert.Equal(16, coalitions.SizeOf(samples - 1));
            double[][] present = [.. Enumerable.Range(0, samples).Select(z => Enumerable.Range(0, 16).Select(f => coalitions.Has(z, f) ? 1.0 : 0).ToArray())];
            Weights = [.. present.Select(z => Math.Exp(-Math.Pow(1 - Math.Sqrt(z.Sum() / 16), 2) / (2 * width * width)))];
            double[][] scores = [.. present.Select(z => network.ScoresOf(
                Images.Of(3, [2, 8, 8], (image, channel, row, column) => images.At(image, channel, row, column) * z[row / 2 * 4 + column / 2]), 2))];
            Values = [.. Enumerable.Range(0, 3).Select(image => scores.Select(each => each[image]).ToArray())];
            Fitted = [.. Values.Zip(Coefficients, (values, coefficients) =>
            {
                double[] linear = [.. present.Select(z => z.Zip(coefficients, (x, y) => x * y).Sum())];
                // The intercept takes the weighted mean of what is left.
                var intercept = values.Zip(linear, (value, guess) => value - guess).Zip(Weights, (left, weight) => left * weight).Sum() / Weights.Sum();
                return linear.Select(guess => guess + intercept).ToArray();
            })];
            Slopes = [.. Values.Zip(Fitted, (values, fitted) => Enumerable.Range(0, 16).Select(f =>
                Enumerable.Range(0, samples).Sum(z => Weights[z] * present[z][f] * (values[z] - fitted[z]))).ToArray())];
        }

        public double[][] Coefficients { get; }

        public IReadOnlyList<double> Reported { get; }

        public double[] Weights { get; }

        public double[][] Values { get; }

        public double[][] Fitted { get; }

        /// <summary>Σ_z π(z) z (f(z) − fit): half the slope of the squares.</summary>
        public double[][] Slopes { get; }
    }
}
