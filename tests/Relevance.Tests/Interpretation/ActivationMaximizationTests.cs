using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Networks;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Interpretation;

/// <summary>How activation maximisation climbs, on small random convolutional networks.</summary>
public class ActivationMaximizationTests
{
    [Theory]
    [Seeds]
    public void The_objective_never_falls_and_ends_at_that_of_the_point_found(int seed)
    {
        using var found = Search(seed).Maximize(Start(seed));
        Assert.Equal(4, found.Histories.Count);
        Assert.All(found.Histories, history => Assert.All(history.Zip(history.Skip(1)), pair => Assert.True(pair.Second >= pair.First)));
        var penalties = (found.Points * found.Points).flatten(1).sum(1) * 0.01;
        var logarithms = found.Scores.log_softmax(1);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(found.Histories[i][^1] > found.Histories[i][0]);
            Assert.Equal(logarithms[i, i].item<double>(), found.Values[i], 1e-10);
            Assert.Equal(found.Values[i] - penalties[i].item<double>(), found.Histories[i][^1], 1e-10);
        }
    }

    [Theory]
    [Seeds]
    public void Every_value_stays_in_its_range_to_the_bit(int seed)
    {
        using var found = (Search(seed, 0)).Maximize(Start(seed));
        Assert.InRange(found.Points.min().item<double>(), 0, 1);
        Assert.InRange(found.Points.max().item<double>(), 0, 1);
        Assert.Contains(found.Points.data<double>().ToArray(), value => value is 0 or 1);
    }

    [Theory]
    [Seeds]
    public void Twice_is_the_same_to_the_bit_and_alone_the_same_to_rounding(int seed)
    {
        var (search, start) = (Search(seed), Start(seed));
        using var first = search.Maximize(start);
        using var second = search.Maximize(start);
        Assert.Equal(first.Points.bytes.ToArray(), second.Points.bytes.ToArray());
        Assert.Equal(first.Histories, second.Histories);
        // Few steps: rounding decides at the kinks of the network which of several ways is taken in the long run.
        using var together = Search(seed, steps: 10).Maximize(start);
        using var alone = Search(seed, steps: 10).Maximize(start, new ExplainOptions { BatchSize = 1 });
        Assert.InRange(Errors.Relative(alone.Points, together.Points), 0, 1e-8);
    }

    [Fact]
    public void The_start_and_the_network_are_left_as_they_were()
    {
        var (network, start) = (Network.From(RandomNetworks.Convolutional(1, Biases.Any)), Start(1));
        var (before, scores) = (start.bytes.ToArray(), network.Scores(start).bytes.ToArray());
        using var found = new ActivationMaximization(network, Objective.Activation(Target.Class(0))) { Low = 0, High = 1 }.Maximize(start);
        Assert.Equal(before, start.bytes.ToArray());
        Assert.Equal(scores, network.Scores(start).bytes.ToArray());
    }

    [Fact]
    public void A_hidden_unit_and_a_feature_map_can_be_excited()
    {
        var network = Network.From(RandomNetworks.Convolutional(2, Biases.Any));
        var (part, start) = (network.UpTo("3"), Start(2));
        // Feature map 4 of layer 3 has 2 × 2 units, 16 to 19.
        using var map = new ActivationMaximization(part, Objective.Activation(Target.Range(16, 4))) { Low = 0, High = 1 }.Maximize(start);
        using var unit = new ActivationMaximization(part, Objective.Activation(Target.Class(16))) { Low = 0, High = 1 }.Maximize(start);
        var (mapScores, unitScores, before) = (part.Scores(map.Points), part.Scores(unit.Points), part.Scores(start));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(mapScores[i].narrow(0, 16, 4).mean().item<double>(), map.Values[i], 1e-10);
            Assert.Equal(unitScores[i, 16].item<double>(), unit.Values[i], 1e-10);
            Assert.True(unit.Values[i] > before[i, 16].item<double>());
            Assert.True(unit.Values[i] >= mapScores[i, 16].item<double>() - 1e-9);
        }
    }

    [Theory]
    [Seeds]
    public void The_gradient_through_a_decoder_agrees_with_central_differences(int seed)
    {
        var decoder = Network.From(RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(
            nn.Linear(3, 10), nn.Tanh(), nn.Linear(10, 128), nn.Sigmoid(), nn.Unflatten(1, [2, 8, 8]))));
        // Smooth activations: no kink within the step.
        var classifier = Network.From(RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(nn.Conv2d(2, 3, 3), nn.Tanh(), nn.Flatten(), nn.Linear(108, 4))));
        var model = new GeneratedModel(new RescaledModel(classifier, 3, -0.4), decoder, 2, 8, 8);
        var codes = Problems.Points(seed, size: 3);
        var objective = Objective.LogProbability(Target.Labels([0, 2, 3]));
        var (scores, gradient) = model.ScoresAndGradient(codes, s => objective.Of(s, 0).Gradient);
        Assert.InRange(Errors.Relative(gradient, Problems.CentralDifferences(codes, z => objective.Of(model.Scores(z), 0).Values)), 0, 1e-6);
        Assert.InRange(Errors.Relative(scores, model.Scores(codes)), 0, 1e-12);
        Assert.Equal([3, 2, 8, 8], model.Images(codes).shape);
    }

    [Fact]
    public void The_number_of_steps_is_kept_and_progress_is_told()
    {
        var told = new List<long>();
        using var found = Search(0, steps: 3).Maximize(Start(0), new ExplainOptions { BatchSize = 3, Progress = new Told(told) });
        Assert.All(found.Histories, history => Assert.Equal(4, history.Count));
        Assert.All(found.Converged, Assert.False);
        Assert.Equal([3, 4], told);
    }

    [Fact]
    public void Cancellation_is_honoured_between_steps()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        var model = new Counting(Network.From(RandomNetworks.Convolutional(0, Biases.Any)), () =>
        {
            if (++calls == 5)
                source.Cancel();
        });
        var search = new ActivationMaximization(model, Objective.LogProbability(Target.Class(0)), new SquaredDistance(), 0.01) { Low = 0, High = 1 };
        Assert.Throws<OperationCanceledException>(() => search.Maximize(Start(0), new ExplainOptions { CancellationToken = source.Token }));
        Assert.Equal(5, calls);
    }

    [Fact]
    public void What_cannot_be_climbed_from_is_refused_with_a_reason()
    {
        var search = Search(0);
        Refused("from 0 to 2", () => search.Maximize(full([4, 2, 8, 8], 2.0, ScalarType.Float64).index_fill_(0, tensor(0L), 0)));
        Refused("finite", () => search.Maximize(full([4, 2, 8, 8], double.NaN, ScalarType.Float64)));
        Refused("N at least 1", () => search.Maximize(zeros([0, 2, 8, 8], ScalarType.Float64)));
        Refused("floating-point", () => search.Maximize(zeros([4, 2, 8, 8], ScalarType.Int64)));
        Refused("3 images but 4 labels", () => search.Maximize(zeros([3, 2, 8, 8], ScalarType.Float64)));
        Refused("empty", () => new ActivationMaximization(Problems.Linear(0).Network, Objective.Activation(Target.Class(0))) { Low = 1, High = 1 }.Maximize(zeros(1, 6)));
        Refused("at least 0", () => new ActivationMaximization(Problems.Linear(0).Network, Objective.Activation(Target.Class(0)), null, -1));
        Refused("convert one", () => new GeneratedModel(Problems.Linear(0).Network, Problems.Linear(0).Network.To(ScalarType.Float32), 6));
        Refused("images of 4 values", () => new GeneratedModel(Problems.Linear(0).Network, Problems.Linear(0).Network, 6).Images(Problems.Points(0)));
    }

    private static void Refused(string part, Func<object> call) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static ActivationMaximization Search(int seed, double strength = 0.01, int steps = 200) =>
        new(Network.From(RandomNetworks.Convolutional(seed, Biases.Any)), Objective.LogProbability(Target.Labels([0, 1, 2, 3])), new SquaredDistance(), strength)
        {
            Low = 0,
            High = 1,
            Steps = steps,
        };

    private static Tensor Start(int seed) => rand([4, 2, 8, 8], ScalarType.Float64, generator: new Generator((ulong)seed + 9));

    private sealed class Told(List<long> reports) : IProgress<long>
    {
        public void Report(long value) => reports.Add(value);
    }

    private sealed class Counting(Model model, Action called) : Model
    {
        public override ScalarType ElementType => model.ElementType;

        public override Tensor Scores(Tensor images) => model.Scores(images);

        public override (Tensor Scores, Tensor Gradient) ScoresAndGradient(Tensor images, Func<Tensor, Tensor> direction)
        {
            called();
            return model.ScoresAndGradient(images, direction);
        }
    }
}
