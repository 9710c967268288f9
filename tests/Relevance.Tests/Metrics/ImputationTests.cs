using Relevance.Gradients;
using Relevance.Metrics;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

public class ImputationTests
{
    [Theory]
    [Seeds]
    public void Unknown_pixels_are_the_weighted_means_of_their_neighbours_as_a_dense_solver_finds_them(int seed)
    {
        var random = new Random(seed);
        var (height, width) = (random.Next(1, 9), random.Next(2, 9));
        var system = new NeighbourMeans(height, width);
        // The same system for one mask after the other, each for several images.
        for (var mask = 0; mask < 3; mask++)
        {
            bool[] unknown = [.. Enumerable.Range(0, height * width).Select(_ => random.NextDouble() < 0.7)];
            unknown[random.Next(unknown.Length)] = false;
            for (var channel = 0; channel < 2; channel++)
            {
                double[] image = [.. unknown.Select(_ => random.NextDouble())];
                var expected = Naive(image, unknown, width);

                system.Fill(image, unknown, double.NaN);

                Assert.Equal(expected, image, (a, b) => Math.Abs(a - b) < 1e-10);
            }
        }
    }

    [Fact]
    public void A_large_image_solves_its_equations()
    {
        var random = new Random(1);
        const int Side = 28;
        bool[] unknown = [.. Enumerable.Range(0, Side * Side).Select(i => i != 3 && random.NextDouble() < 0.95)];
        double[] image = [.. unknown.Select(_ => random.NextDouble())];

        new NeighbourMeans(Side, Side).Fill(image, unknown, double.NaN);

        for (var i = 0; i < image.Length; i++)
        {
            if (!unknown[i])
                continue;
            var (mean, weights) = (0.0, 0.0);
            for (var (y, x) = (i / Side - 1, i % Side - 1); y <= i / Side + 1; (y, x) = x == i % Side + 1 ? (y + 1, i % Side - 1) : (y, x + 1))
            {
                var weight = y == i / Side && x == i % Side || y < 0 || x < 0 || y >= Side || x >= Side ? 0 : y == i / Side || x == i % Side ? 2.0 : 1;
                (mean, weights) = (mean + weight * (weight == 0 ? 0 : image[y * Side + x]), weights + weight);
            }
            Assert.Equal(mean / weights, image[i], 1e-12);
        }
    }

    [Fact]
    public void Pixels_that_are_known_stay_and_what_is_found_lies_between_them()
    {
        double[] ramp = [.. Enumerable.Range(0, 64).Select(i => (double)(i % 8))];
        bool[] inner = [.. ramp.Select((_, i) => i % 8 is > 1 and < 6 && i / 8 is > 1 and < 6)];
        var filled = (double[])ramp.Clone();

        new NeighbourMeans(8, 8).Fill(filled, inner, double.NaN);

        // A ramp is the mean of its neighbours everywhere.
        Assert.Equal(ramp, filled, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Where_nothing_is_known_all_pixels_are_what_was_said_and_where_all_is_they_stay()
    {
        double[] image = [1, 2, 3, 4];
        var system = new NeighbourMeans(2, 2);
        system.Fill(image, [false, false, false, false], double.NaN);
        Assert.Equal([1, 2, 3, 4], image);
        system.Fill(image, [true, true, true, true], 2.5);
        Assert.Equal([2.5, 2.5, 2.5, 2.5], image);
    }

    [Fact]
    public void Selectivity_with_it_equals_removing_and_solving_patch_by_patch()
    {
        var network = RandomNetworks.Convolutional(3, Biases.Any);
        var images = RandomNetworks.Images(3);
        var explainer = new GradientTimesInput(network);
        var explanation = explainer.Explain(images, Target.Class(1));

        var result = new Selectivity(FeatureMask.Squares(3), Imputation.NoisyLinear(0)).Evaluate(explainer, images, Target.Class(1), new ExplainOptions { BatchSize = 2 });

        for (var i = 0; i < 3; i++)
        {
            var original = images.Image(i).ToArray();
            var removed = new bool[64];
            List<double> expected = [network.ScoresOf(original, images.ImageShape)[1]];
            foreach (var patch in Patches.Of(3, explanation.Relevance.Image(i).ToArray()).OrderByDescending(patch => patch.Sum))
            {
                foreach (var pixel in patch.Pixels)
                    removed[pixel] = true;
                double[] values = [.. original.Chunk(64).SelectMany(channel => removed.All(gone => gone)
                    ? Enumerable.Repeat(channel.Average(), 64) : Naive(channel, removed, 8))];
                expected.Add(network.ScoresOf(values, images.ImageShape)[1]);
            }
            Assert.Equal(expected, result.Curves[0].Values[i]!, (a, b) => Math.Abs(a - b) < 1e-9);
        }
    }

    [Fact]
    public void Noise_is_drawn_per_image_whatever_the_batch_and_has_the_deviation_that_is_asked_for()
    {
        var (network, weights, bias) = LinearModels.Of(5);
        var images = Images.Full(40, [2, 8, 8], 0);
        var explainer = new GradientTimesInput(network);
        var measure = new Selectivity(FeatureMask.Squares(4), Imputation.NoisyLinear(0.5));
        var few = measure.Evaluate(explainer, images, Target.Class(0), new ExplainOptions { BatchSize = 3 }).Values;
        var many = measure.Evaluate(explainer, images, Target.Class(0), new ExplainOptions { BatchSize = 64 });
        Assert.Equal(few, many.Values);
        Assert.Equal(40, few.Distinct().Count());
        // All removed, only noise is left: the score is b + w · noise.
        double[] scores = [.. many.Curves[0].Values.Select(curve => curve![^1])];
        var deviation = 0.5 * Math.Sqrt(Enumerable.Range(0, 128).Sum(i => weights[i] * weights[i]));
        Assert.InRange(scores.Average() - bias[0], -3 * deviation / Math.Sqrt(40), 3 * deviation / Math.Sqrt(40));
        Assert.InRange(Math.Sqrt(scores.Average(score => Math.Pow(score - bias[0], 2))) / deviation, 0.7, 1.3);
    }

    [Fact]
    public void Noise_below_0_and_images_without_axes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Imputation.NoisyLinear(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Imputation.NoisyLinear(double.NaN));
        var network = LinearModels.Dense(new RandomNetworks.Draw(1).Weight(3, 6), null);
        var measure = new Selectivity(FeatureMask.Values, Imputation.NoisyLinear());
        Assert.Contains("[N, 6]", Assert.Throws<ArgumentException>(() =>
            measure.Evaluate(new GradientTimesInput(network), RandomNetworks.Normal(1, 2, [6]))).Message, StringComparison.Ordinal);
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
