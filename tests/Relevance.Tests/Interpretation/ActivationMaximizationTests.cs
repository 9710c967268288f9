using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Randomness;
using Relevance.Tests.Support;

namespace Relevance.Tests.Interpretation;

/// <summary>How activation maximisation climbs, on small random convolutional networks.</summary>
public class ActivationMaximizationTests
{
    private static readonly Shape Image = [2, 8, 8];

    [Theory]
    [Seeds]
    public void The_objective_never_falls_and_ends_at_that_of_the_point_found(int seed)
    {
        var found = Search(seed).Maximize(Start<double>(seed));
        Assert.Equal(4, found.Histories.Count);
        Assert.All(found.Histories, history => Assert.All(history.Zip(history.Skip(1)), pair => Assert.True(pair.Second >= pair.First)));
        for (var i = 0; i < 4; i++)
        {
            Assert.True(found.Histories[i][^1] > found.Histories[i][0]);
            Assert.Equal(ClosedFormTests.LogSoftmax(found.Scores.Image(i).ToArray())[i], found.Values[i], 1e-10);
            Assert.Equal(found.Values[i] - 0.01 * found.Points.Image(i).ToArray().Sum(x => x * x), found.Histories[i][^1], 1e-10);
        }
    }

    [Theory]
    [Seeds]
    public void Every_value_stays_in_its_range_to_the_bit(int seed)
    {
        var found = Search(seed, 0).Maximize(Start<double>(seed)).Points.Values.ToArray();
        Assert.All(found, value => Assert.InRange(value, 0, 1));
        Assert.Contains(found, value => value is 0 or 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_point_has_the_same_bits_twice_alone_and_on_several_threads(int seed)
    {
        SameBits<double>();
        SameBits<float>();

        void SameBits<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (search, start) = (Search(seed), Start<T>(seed));
            var first = search.Maximize(start);
            foreach (var options in new ExplainOptions[] { new(), new() { BatchSize = 1 }, new() { BatchSize = 3, Threads = 1 }, new() { BatchSize = 2, Threads = 2 } })
            {
                var again = search.Maximize(start, options);
                Assert.Equal(first.Points.Values, again.Points.Values);
                Assert.Equal(first.Scores.Values, again.Scores.Values);
                Assert.Equal(first.Values, again.Values);
                Assert.Equal(first.Histories, again.Histories);
                Assert.Equal(first.Converged, again.Converged);
            }
        }
    }

    [Fact]
    public void The_start_and_the_network_are_left_as_they_were()
    {
        var (network, start) = (RandomNetworks.Convolutional(1, Biases.Any), Start<double>(1));
        var (before, scores) = (start.Values.ToArray(), network.Scores(start).Values.ToArray());
        var found = new ActivationMaximization(network, Objective.Activation(Target.Class(0))) { Low = 0, High = 1 }.Maximize(start);
        Assert.NotEqual(before, found.Points.Values.ToArray());
        Assert.Equal(before, start.Values.ToArray());
        Assert.Equal(scores, network.Scores(start).Values.ToArray());
    }

    [Fact]
    public void A_hidden_unit_and_a_feature_map_can_be_excited()
    {
        var network = RandomNetworks.Convolutional(2, Biases.Any);
        var (part, start) = (network.UpTo("3"), Start<double>(2));
        // Feature map 4 of layer 3 has 2 × 2 units, 16 to 19.
        var map = new ActivationMaximization(part, Objective.Activation(Target.Range(16, 4))) { Low = 0, High = 1 }.Maximize(start);
        var unit = new ActivationMaximization(part, Objective.Activation(Target.Class(16))) { Low = 0, High = 1 }.Maximize(start);
        var (mapScores, unitScores, before) = (part.Scores(map.Points), part.Scores(unit.Points), part.Scores(start));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(mapScores.Image(i)[16..20].ToArray().Average(), map.Values[i], 1e-10);
            Assert.Equal(unitScores.Image(i)[16], unit.Values[i], 1e-10);
            Assert.True(unit.Values[i] > before.Image(i)[16]);
            Assert.True(unit.Values[i] >= mapScores.Image(i)[16] - 1e-9);
        }
    }

    [Theory]
    [Seeds]
    public void The_gradient_through_a_decoder_agrees_with_central_differences(int seed)
    {
        var model = new GeneratedModel(new RescaledModel(SmoothClassifier(seed), 3, -0.4), Decoder(seed), Image);
        var codes = Problems.Points(seed, size: 3);
        var objective = Objective.LogProbability(Target.Labels([0, 2, 3]));
        var (scores, gradient) = model.ScoresAndGradient(codes, (i, s, direction) => objective.Of(i, s, direction));
        Assert.InRange(Errors.Relative(gradient, Problems.CentralDifferences(codes, z => Values(objective, model.Scores(z)))), 0, 1e-6);
        Assert.Equal(model.Scores(codes).Values, scores.Values);
        Assert.Equal([3, 2, 8, 8], model.Images(codes).Lengths.ToArray());
        Assert.True(model.ComputesSideBySide);
    }

    [Theory]
    [Seeds]
    public void The_gradient_of_an_objective_agrees_with_central_differences(int seed)
    {
        var scores = Problems.Points(seed, 3, Problems.Classes);
        foreach (var objective in new[]
        {
            Objective.LogProbability(Target.Labels(0, 2, 3)), Objective.LogProbability(Target.Contrast(1, 2)), Objective.Activation(Target.Range(1, 3)),
            Objective.Activation(Target.Contrast(3, 0)),
        })
        {
            var gradient = Tensors.Zeros<double>(3, [Problems.Classes]);
            for (var i = 0; i < 3; i++)
                objective.Of(i, scores.Image(i), gradient.Image(i));
            Assert.InRange(Errors.Relative(gradient, Problems.CentralDifferences(scores, s => Values(objective, s))), 0, 1e-7);
        }
    }

    [Fact]
    public void A_log_probability_of_large_scores_neither_overflows_nor_vanishes()
    {
        var objective = Objective.LogProbability(Target.Class(0));
        Assert.Equal(-2000, objective.Of(0, [-1000.0, 1000], new double[2]));
        // log(1 / (1 + e⁻⁵⁰)) is −e⁻⁵⁰ to all its digits.
        Assert.Equal(1, objective.Of(0, [25.0, -25], new double[2]) / -Math.Exp(-50), 1e-14);
        Assert.True(double.IsNaN(objective.Of(0, [1, double.NaN], new double[2])));
    }

    [Fact]
    public void The_number_of_steps_is_kept_and_progress_is_told()
    {
        var reports = new Reports();
        var found = Search(0, steps: 3).Maximize(Start<double>(0), new ExplainOptions { BatchSize = 3, Threads = 1, Progress = reports });
        Assert.All(found.Histories, history => Assert.Equal(4, history.Count));
        Assert.All(found.Converged, Assert.False);
        Assert.Equal([1, 2, 3, 3 + 1 / 3.0, 3 + 2 / 3.0, 4], reports.Values);
    }

    [Fact]
    public void Cancellation_is_honoured_between_steps()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        var model = new Counting(RandomNetworks.Convolutional(0, Biases.Any), () =>
        {
            if (++calls == 5)
                source.Cancel();
        });
        var search = new ActivationMaximization(model, Objective.LogProbability(Target.Class(0)), new SquaredDistance(), 0.01) { Low = 0, High = 1 };
        Assert.Throws<OperationCanceledException>(() => search.Maximize(Start<double>(0), new ExplainOptions { CancellationToken = source.Token }));
        Assert.Equal(5, calls);
        Assert.ThrowsAny<OperationCanceledException>(() => Search(0).Maximize(Start<double>(0), new ExplainOptions { CancellationToken = new(true) }));
    }

    [Fact]
    public void What_cannot_be_climbed_from_is_refused_with_a_reason()
    {
        var (search, network) = (Search(0), Problems.Linear(0).Network);
        var wide = Filled(4, 2);
        wide.Image(0).Clear();
        Refused("from 0 to 2", () => search.Maximize(wide));
        Refused("finite", () => search.Maximize(Filled(4, double.NaN)));
        Refused("N at least 1", () => search.Maximize(Tensors.Zeros<double>(0, Image)));
        Refused("3 images but 4 labels", () => search.Maximize(Tensors.Zeros<double>(3, Image)));
        Refused("empty", () => new ActivationMaximization(network, Objective.Activation(Target.Class(0))) { Low = 1, High = 1 }.Maximize(Tensors.Zeros<double>(1, [6])));
        Refused("at least 0", () => new ActivationMaximization(network, Objective.Activation(Target.Class(0)), null, -1));
        Refused("images of 4 values", () => new GeneratedModel(network, network, [6]).Images(Problems.Points(0)));
        // A density that is nowhere finite.
        Refused("objective at start 0 is", () => new ActivationMaximization(network, Objective.Activation(Target.Class(0)), new SquaredDistance(Filled(1, double.MaxValue, [6])))
            .Maximize(Tensors.Zeros<double>(1, [6])));
    }

    private static void Refused(string part, Func<object> call) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static double[] Values(Objective objective, Tensor<double> scores) =>
        [.. Enumerable.Range(0, scores.ImageCount).Select(i => objective.Of(i, scores.Image(i), new double[scores.ImageShape.Size]))];

    private static ActivationMaximization Search(int seed, double strength = 0.01, int steps = 200) =>
        new(RandomNetworks.Convolutional(seed, Biases.Any), Objective.LogProbability(Target.Labels([0, 1, 2, 3])), new SquaredDistance(), strength)
        {
            Low = 0,
            High = 1,
            Steps = steps,
        };

    private static Network Decoder(int seed)
    {
        var (builder, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(seed));
        var x = builder.Add("1", new TanhLayer(), builder.Dense("0", draw.Weight(10, 3), draw.Bias(10), builder.Input));
        x = builder.Add("3", new SigmoidLayer(), builder.Dense("2", draw.Weight(128, 10), draw.Bias(128), x));
        return builder.Build(builder.Add("4", new UnflattenLayer(0, Image), x));
    }

    /// <summary>Smooth activations: no kink within the step.</summary>
    private static Network SmoothClassifier(int seed)
    {
        var (builder, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(seed + 100));
        var x = builder.Convolution("0", draw.Weight(3, 2, 3, 3), draw.Bias(3), ConvolutionGeometry.Plain(2), builder.Input);
        x = builder.Add("2", new FlattenLayer(), builder.Add("1", new TanhLayer(), x));
        return builder.Build(builder.Dense("3", draw.Weight(4, 108), draw.Bias(4), x));
    }

    private static Tensor<T> Start<T>(int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomNumbers(seed + 9, 0);
        return Tensors.Of([.. Enumerable.Range(0, 4 * Image.Size).Select(place => T.CreateTruncating(random.Uniform(place)))], 4, Image);
    }

    private static Tensor<double> Filled(int count, double value, Shape? shape = null)
    {
        var filled = Tensors.Zeros<double>(count, shape ?? Image);
        filled.Values.Fill(value);
        return filled;
    }

    private sealed class Counting(DifferentiableModel model, Action called) : DifferentiableModel
    {
        public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default) => model.Scores(images, cancellation);

        public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
        {
            called();
            // Without the token: the search itself has to look at it.
            return model.ScoresAndGradient(images, direction, CancellationToken.None);
        }
    }
}
