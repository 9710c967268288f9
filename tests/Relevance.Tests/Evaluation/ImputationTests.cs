using Relevance.Evaluation;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Evaluation;

public class ImputationTests
{
    [Theory]
    [Seeds]
    public void Unknown_pixels_are_the_weighted_means_of_their_neighbours_as_a_dense_solver_finds_them(int seed)
    {
        var random = new Random(seed);
        var (height, width) = (random.Next(1, 9), random.Next(2, 9));
        double[] image = [.. Enumerable.Range(0, height * width).Select(_ => random.NextDouble())];
        bool[] unknown = [.. image.Select(_ => random.NextDouble() < 0.7)];
        unknown[random.Next(image.Length)] = false;
        var expected = Naive(image, unknown, width);

        NeighbourMeans.Fill(image, unknown, width, double.NaN);

        Assert.Equal(expected, image, (a, b) => Math.Abs(a - b) < 1e-10);
    }

    [Fact]
    public void Pixels_that_are_known_stay_and_what_is_found_lies_between_them()
    {
        double[] ramp = [.. Enumerable.Range(0, 64).Select(i => (double)(i % 8))];
        bool[] inner = [.. ramp.Select((_, i) => i % 8 is > 1 and < 6 && i / 8 is > 1 and < 6)];
        var filled = (double[])ramp.Clone();

        NeighbourMeans.Fill(filled, inner, 8, double.NaN);

        // A ramp is the mean of its neighbours everywhere.
        Assert.Equal(ramp, filled, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Where_nothing_is_known_all_pixels_are_what_was_said()
    {
        double[] image = [1, 2, 3, 4];
        NeighbourMeans.Fill(image, [true, true, true, true], 2, 2.5);
        Assert.Equal([2.5, 2.5, 2.5, 2.5], image);
    }

    [Fact]
    public void Selectivity_with_it_equals_removing_and_solving_patch_by_patch()
    {
        var network = Network.From(RandomNetworks.Convolutional(3, Biases.Any));
        var images = RandomNetworks.Images(3);
        var explainer = new GradientTimesInput(network);
        using var explanation = explainer.Explain(images, Target.Class(1));

        var result = new Selectivity(FeatureMask.Squares(3), Imputation.NoisyLinear(0)).Evaluate(explainer, images, Target.Class(1), new ExplainOptions { BatchSize = 2 });

        for (var i = 0; i < 3; i++)
        {
            var original = images[i].flatten().data<double>().ToArray();
            var removed = new bool[64];
            List<double> expected = [network.Scores(images[i..(i + 1)])[0, 1].item<double>()];
            var patches = from top in new[] { 0, 3, 6 } from left in new[] { 0, 3, 6 } select (top..Math.Min(8, top + 3), left..Math.Min(8, left + 3));
            foreach (var (rows, columns) in patches.OrderByDescending(patch => explanation.Relevance[i, .., patch.Item1, patch.Item2].sum().item<double>()))
            {
                foreach (var y in Enumerable.Range(0, 8).Take(rows))
                {
                    foreach (var x in Enumerable.Range(0, 8).Take(columns))
                        removed[y * 8 + x] = true;
                }
                double[] values = [.. original.Chunk(64).SelectMany(channel => removed.All(gone => gone)
                    ? Enumerable.Repeat(channel.Average(), 64) : Naive(channel, removed, 8))];
                expected.Add(network.Scores(tensor(values, [1, 2, 8, 8], ScalarType.Float64))[0, 1].item<double>());
            }
            Assert.Equal(expected, result.Curves[0].Values[i]!, (a, b) => Math.Abs(a - b) < 1e-9);
        }
    }

    [Fact]
    public void Noise_is_drawn_per_image_whatever_the_batch_and_has_the_deviation_that_is_asked_for()
    {
        var (network, _) = LinearModels.Random(5);
        var images = zeros([40, 2, 8, 8], ScalarType.Float64);
        var explainer = new GradientTimesInput(network);
        var measure = new Selectivity(FeatureMask.Squares(4), Imputation.NoisyLinear(0.5));
        var few = measure.Evaluate(explainer, images, Target.Class(0), new ExplainOptions { BatchSize = 3 }).Values;
        var many = measure.Evaluate(explainer, images, Target.Class(0), new ExplainOptions { BatchSize = 64 }).Values;
        Assert.Equal(few, many, (a, b) => Math.Abs(a!.Value - b!.Value) < 1e-10);
        Assert.Equal(40, few.Distinct().Count());
        // All removed, only noise is left: the score is b + w · noise.
        var (scores, weights) = (measure.Evaluate(explainer, images, Target.Class(0)).Curves[0].Values.Select(curve => curve![^1]).ToArray(), LinearModels.Random(5).Weights[0]);
        var bias = network.Scores(images)[0, 0].item<double>();
        var deviation = 0.5 * weights.norm().item<double>();
        Assert.InRange(scores.Average() - bias, -3 * deviation / Math.Sqrt(40), 3 * deviation / Math.Sqrt(40));
        Assert.InRange(Math.Sqrt(scores.Average(score => Math.Pow(score - bias, 2))) / deviation, 0.7, 1.3);
    }

    [Fact]
    public void Noise_below_0_and_images_without_axes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Imputation.NoisyLinear(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Imputation.NoisyLinear(double.NaN));
        var network = Network.From(RandomNetworks.Fill(1, Biases.Any, nn.Sequential(nn.Linear(6, 3))));
        var measure = new Selectivity(FeatureMask.Values, Imputation.NoisyLinear());
        Assert.Contains("[2, 6]", Assert.Throws<ArgumentException>(() =>
            measure.Evaluate(new GradientTimesInput(network), randn([2, 6], ScalarType.Float64))).Message, StringComparison.Ordinal);
    }

    /// <summary>Gauss's elimination with all pixels as unknowns: known ones equal themselves.</summary>
    private static double[] Naive(double[] image, bool[] unknown, int width)
    {
        var n = image.Length;
        var rows = new double[n][];
        for (var i = 0; i < n; i++)
        {
            rows[i] = new double[n + 1];
            (rows[i][i], rows[i][n]) = (1, unknown[i] ? 0 : image[i]);
            if (!unknown[i])
                continue;
            var neighbours = Enumerable.Range(0, n).Where(j => j != i && Math.Abs(j / width - i / width) <= 1 && Math.Abs(j % width - i % width) <= 1).ToArray();
            double Weight(int j) => j / width == i / width || j % width == i % width ? 1 / 6.0 : 1 / 12.0;
            foreach (var j in neighbours)
                rows[i][j] = -Weight(j) / neighbours.Sum(Weight);
        }
        for (var pivot = 0; pivot < n; pivot++)
        {
            var best = Enumerable.Range(pivot, n - pivot).MaxBy(row => Math.Abs(rows[row][pivot]));
            (rows[pivot], rows[best]) = (rows[best], rows[pivot]);
            for (var row = 0; row < n; row++)
            {
                if (row == pivot || rows[row][pivot] == 0)
                    continue;
                var factor = rows[row][pivot] / rows[pivot][pivot];
                for (var column = pivot; column <= n; column++)
                    rows[row][column] -= factor * rows[pivot][column];
            }
        }
        return [.. Enumerable.Range(0, n).Select(i => rows[i][n] / rows[i][i])];
    }
}
