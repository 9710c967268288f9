using System.Numerics.Tensors;
using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Networks;
using Relevance.Tests.Support;

namespace Relevance.Tests.Interpretation;

/// <summary>Where activation maximisation of linear scores must end, in float64.</summary>
public class ClosedFormTests
{
    // The objective is flat at its top: where it is within rounding (1e-16 relative), the point is within the root of that.
    private const double Tolerance = 1e-7;

    [Theory]
    [Seeds]
    public void With_a_quadratic_penalty_it_ends_at_the_weights_over_twice_lambda(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var found = Climb(network, new SquaredDistance(), 0.7, Problems.Points(seed), 2);
        Assert.InRange(Errors.Relative(found.Points, Problems.Repeat(weight[2].Select(w => w / 1.4), 3)), 0, Tolerance);
        Assert.All(found.Converged, Assert.True);
    }

    [Theory]
    [Seeds]
    public void In_float32_it_ends_there_as_closely_as_float32_can_tell(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var start = Tensors.Of([.. Problems.Points(seed).Values.ToArray().Select(x => (float)x)], 3, [Problems.Size]);
        var found = new ActivationMaximization(network, Objective.Activation(Target.Class(2)), new SquaredDistance(), 0.7).Maximize(start);
        // Scores of about 1 are known to 2⁻²⁴, and the point at the flat top to the root of a few of these.
        Assert.InRange(Errors.Relative(found.Points, Problems.Repeat(weight[2].Select(w => w / 1.4), 3)), 0, 5e-3);
        Assert.All(found.Converged, Assert.True);
    }

    [Theory]
    [Seeds]
    public void Near_examples_it_ends_at_the_example_plus_the_weights_over_twice_eta(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var examples = Problems.Points(seed + 1);
        // Two batches: each point must find its own example.
        var found = Climb(network, new SquaredDistance(examples), 2, Problems.Points(seed), 0, batchSize: 2);
        Assert.InRange(Errors.Relative(found.Points, Problems.Map(examples, (_, p, x) => x + weight[0][p] / 4)), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void With_a_Gaussian_expert_it_ends_at_the_mean_plus_the_covariance_times_the_weights(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var (mean, covariance) = (Problems.Weights(seed + 1, Problems.Size), Problems.Covariance(seed));
        var found = Climb(network, new GaussianExpert(mean, covariance), 1, Problems.Points(seed), 1);
        var expected = Enumerable.Range(0, Problems.Size).Select(i => mean[i] + Enumerable.Range(0, Problems.Size).Sum(j => covariance[i * Problems.Size + j] * weight[1][j]));
        Assert.InRange(Errors.Relative(found.Points, Problems.Repeat(expected, 3)), 0, 1e-6);
    }

    [Theory]
    [Seeds]
    public void In_the_code_space_of_a_linear_decoder_it_ends_at_the_weights_seen_through_the_decoder(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var draw = new RandomNetworks.Draw(seed + 1);
        var (decoder, builder) = (draw.Weight(Problems.Size, 3), new NetworkBuilder());
        var model = new GeneratedModel(network, builder.Build(builder.Dense("0", decoder, draw.Bias(Problems.Size), builder.Input)), [Problems.Size]);
        var found = Climb(model, new SquaredDistance(), 0.5, Problems.Points(seed, size: 3), 3);
        var expected = Enumerable.Range(0, 3).Select(z => Enumerable.Range(0, Problems.Size).Sum(i => weight[3][i] * decoder[i * 3 + z]));
        Assert.InRange(Errors.Relative(found.Points, Problems.Repeat(expected, 3)), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void A_range_cuts_each_value_off_by_itself(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var found = Climb(network, new SquaredDistance(), 0.5, Tensors.Zeros<double>(1, [Problems.Size]), 0, low: -0.1, high: 0.2);
        Assert.InRange(Errors.Relative(found.Points, Problems.Repeat(weight[0].Select(w => Math.Clamp(w, -0.1, 0.2)), 1)), 0, Tolerance);
    }

    [Fact]
    public void Without_a_penalty_it_ends_in_the_corner_to_which_the_weights_point()
    {
        var (network, weight) = Problems.Linear(3);
        var found = Climb(network, null, 1, Problems.Repeat(Enumerable.Repeat(0.5, Problems.Size), 1), 1, low: 0, high: 1);
        Assert.Equal(weight[1].Select(w => w > 0 ? 1.0 : 0), found.Points.Values.ToArray());
    }

    [Theory]
    [Seeds]
    public void For_a_log_probability_it_ends_where_the_penalty_balances_the_doubt(int seed)
    {
        // ∇ = Wᵀ(e_c − p(x)) − 2λx = 0.
        var (network, weight) = Problems.Linear(seed);
        var search = new ActivationMaximization(network, Objective.LogProbability(Target.Class(2)), new SquaredDistance(), 0.05) { Tolerance = 0 };
        var found = search.Maximize(Problems.Points(seed, 1));
        double[] logarithms = LogSoftmax(found.Scores.Image(0).ToArray());
        double[] doubt = [.. logarithms.Select((log, k) => (k == 2 ? 1 : 0) - Math.Exp(log))];
        var expected = Enumerable.Range(0, Problems.Size).Select(i => Enumerable.Range(0, Problems.Classes).Sum(k => doubt[k] * weight[k][i]) / 0.1);
        Assert.InRange(Errors.Relative(found.Points, Problems.Repeat(expected, 1)), 0, 1e-6);
        Assert.Equal(logarithms[2], found.Values[0], 1e-12);
    }

    [Theory]
    [Seeds]
    public void In_rescaled_units_it_ends_at_the_rescaled_point(int seed)
    {
        // Scores w·(4y − 3) + b: maximised with λ‖y‖² at 4w/2λ.
        var (network, weight) = Problems.Linear(seed);
        var found = Climb(new RescaledModel(network, 4, -3), new SquaredDistance(), 1, Problems.Points(seed), 0);
        Assert.InRange(Errors.Relative(found.Points, Problems.Repeat(weight[0].Select(w => 2 * w), 3)), 0, Tolerance);
        Assert.InRange(Errors.Relative(found.Scores, network.Scores(Problems.Map(found.Points, (_, _, x) => x * 4 - 3))), 0, 1e-12);
    }

    internal static double[] LogSoftmax(double[] scores)
    {
        var largest = scores.Max();
        var total = largest + Math.Log(scores.Sum(score => Math.Exp(score - largest)));
        return [.. scores.Select(score => score - total)];
    }

    private static Maximization<double> Climb(
        DifferentiableModel model, Expert? expert, double strength, Tensor<double> start, int score, double low = double.NegativeInfinity, double high = double.PositiveInfinity, int batchSize = 128) =>
        new ActivationMaximization(model, Objective.Activation(Target.Class(score)), expert, strength) { Low = low, High = high, Tolerance = 0, Steps = 2000 }
            .Maximize(start, new ExplainOptions { BatchSize = batchSize });
}
