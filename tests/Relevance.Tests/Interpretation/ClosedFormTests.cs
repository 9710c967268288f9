using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Networks;
using Relevance.Tests.Support;
using static TorchSharp.torch;

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
        using var found = Climb(network, new SquaredDistance(), 0.7, Problems.Points(seed), 2);
        Assert.InRange(Errors.Relative(found.Points, (weight[2] / 1.4).expand(3, -1)), 0, Tolerance);
        Assert.All(found.Converged, Assert.True);
    }

    [Theory]
    [Seeds]
    public void Near_examples_it_ends_at_the_example_plus_the_weights_over_twice_eta(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var examples = Problems.Points(seed + 1);
        // Two batches: each point must find its own example.
        using var found = Climb(network, new SquaredDistance(examples), 2, Problems.Points(seed), 0, batchSize: 2);
        Assert.InRange(Errors.Relative(found.Points, examples + weight[0] / 4), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void With_a_Gaussian_expert_it_ends_at_the_mean_plus_the_covariance_times_the_weights(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var (mean, covariance) = (Problems.Points(seed + 1, 1), Problems.Covariance(seed));
        using var found = Climb(network, new GaussianExpert(mean, covariance), 1, Problems.Points(seed), 1);
        Assert.InRange(Errors.Relative(found.Points, (mean + weight.narrow(0, 1, 1).mm(covariance)).expand(3, -1)), 0, 1e-6);
    }

    [Theory]
    [Seeds]
    public void In_the_code_space_of_a_linear_decoder_it_ends_at_the_weights_seen_through_the_decoder(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        var decoder = RandomNetworks.Fill(seed + 1, Biases.Any, nn.Sequential(nn.Linear(3, Problems.Size)));
        var model = new GeneratedModel(network, Network.From(decoder), Problems.Size);
        using var found = Climb(model, new SquaredDistance(), 0.5, Problems.Points(seed, size: 3), 3);
        Assert.InRange(Errors.Relative(found.Points, weight.narrow(0, 3, 1).mm(decoder.get_parameter("0.weight")!.detach()).expand(3, -1)), 0, Tolerance);
    }

    [Theory]
    [Seeds]
    public void A_range_cuts_each_value_off_by_itself(int seed)
    {
        var (network, weight) = Problems.Linear(seed);
        using var found = Climb(network, new SquaredDistance(), 0.5, zeros(1, Problems.Size, ScalarType.Float64), 0, low: -0.1, high: 0.2);
        Assert.InRange(Errors.Relative(found.Points, weight.narrow(0, 0, 1).clamp(-0.1, 0.2)), 0, Tolerance);
    }

    [Fact]
    public void Without_a_penalty_it_ends_in_the_corner_to_which_the_weights_point()
    {
        var (network, weight) = Problems.Linear(3);
        using var found = Climb(network, null, 1, full([1, Problems.Size], 0.5, ScalarType.Float64), 1, low: 0, high: 1);
        Assert.Equal(weight[1].gt(0).to(ScalarType.Float64).data<double>().ToArray(), found.Points.data<double>().ToArray());
    }

    [Theory]
    [Seeds]
    public void For_a_log_probability_it_ends_where_the_penalty_balances_the_doubt(int seed)
    {
        // ∇ = Wᵀ(e_c − p(x)) − 2λx = 0.
        var (network, weight) = Problems.Linear(seed);
        var search = new ActivationMaximization(network, Objective.LogProbability(Target.Class(2)), new SquaredDistance(), 0.05) { Tolerance = 0 };
        using var found = search.Maximize(Problems.Points(seed, 1));
        var doubt = tensor(new[,] { { 0.0, 0.0, 1.0, 0.0 } }) - found.Scores.softmax(1);
        Assert.InRange(Errors.Relative(found.Points, doubt.mm(weight) / 0.1), 0, 1e-6);
        Assert.Equal(found.Scores.log_softmax(1)[0, 2].item<double>(), found.Values[0], 1e-12);
    }

    [Theory]
    [Seeds]
    public void In_rescaled_units_it_ends_at_the_rescaled_point(int seed)
    {
        // Scores w·(4y − 3) + b: maximised with λ‖y‖² at 4w/2λ.
        var (network, weight) = Problems.Linear(seed);
        using var found = Climb(new RescaledModel(network, 4, -3), new SquaredDistance(), 1, Problems.Points(seed), 0);
        Assert.InRange(Errors.Relative(found.Points, (weight[0] * 2).expand(3, -1)), 0, Tolerance);
        Assert.InRange(Errors.Relative(found.Scores, network.Scores(found.Points * 4 - 3)), 0, 1e-12);
    }

    private static Maximization Climb(
        Model model, Expert? expert, double strength, Tensor start, int score, double low = double.NegativeInfinity, double high = double.PositiveInfinity, int batchSize = 128) =>
        new ActivationMaximization(model, Objective.Activation(Target.Class(score)), expert, strength) { Low = low, High = high, Tolerance = 0, Steps = 2000 }
            .Maximize(start, new ExplainOptions { BatchSize = batchSize });
}
