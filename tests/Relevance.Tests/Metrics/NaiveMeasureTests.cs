using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Metrics;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

/// <summary>Measures against loops over single images.</summary>
public class NaiveMeasureTests
{
    [Theory]
    [Seeds]
    public void Selectivity_equals_removing_patches_one_by_one(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        var explainer = new GradientTimesInput(network);
        var explanation = explainer.Explain(images, Target.Class(1));
        var fill = Baseline.Blurred(2);
        foreach (var scale in Enum.GetValues<ScoreScale>())
        {
            var result = new Selectivity(FeatureMask.Squares(3), fill, FlippingOrder.LeastRelevantFirst, scale)
                .Evaluate(explainer, images, Target.Class(1), new ExplainOptions { BatchSize = 2 });
            for (var i = 0; i < 3; i++)
            {
                var image = images.Image(i).ToArray();
                var blurred = fill.For(images).Image(i).ToArray();
                List<double> expected = [Score(image)];
                foreach (var patch in Patches.Of(3, explanation.Relevance.Image(i).ToArray()).OrderBy(patch => patch.Sum))
                {
                    foreach (var pixel in patch.Pixels)
                        (image[pixel], image[64 + pixel]) = (blurred[pixel], blurred[64 + pixel]);
                    expected.Add(Score(image));
                }
                Assert.Equal(expected, result.Curves[0].Values[i]!, (a, b) => Math.Abs(a - b) < 1e-10);
            }

            double Score(double[] image)
            {
                var scores = network.ScoresOf(image, images.ImageShape);
                return scale switch
                {
                    ScoreScale.Logit => scores[1],
                    ScoreScale.Probability => Math.Exp(scores[1]) / scores.Sum(Math.Exp),
                    _ => scores.Max() == scores[1] ? 1 : 0,
                };
            }
        }
    }

    [Theory]
    [Seeds]
    public void Monotonicity_and_continuity_equal_loops(int seed)
    {
        var network = RandomNetworks.Convolutional(seed, Biases.Any);
        var images = RandomNetworks.Images(seed);
        var explainer = new GradientTimesInput(network);
        var explanation = explainer.Explain(images, Target.Class(1));
        var monotonicity = new Monotonicity(FeatureMask.Values, Baseline.Zero).Evaluate(explainer, images, Target.Class(1));
        var continuity = new Continuity(0.25, relative: false).Evaluate(explainer, images, Target.Class(1));
        for (var i = 0; i < 3; i++)
        {
            var (image, own) = (images.Image(i).ToArray(), explanation.Relevance.Image(i).ToArray());
            var score = network.ScoresOf(image, images.ImageShape)[1];
            double[] lost = [.. Enumerable.Range(0, 128).Select(pixel =>
            {
                var without = (double[])image.Clone();
                without[pixel] = 0;
                return Math.Abs(score - network.ScoresOf(without, images.ImageShape)[1]);
            })];
            Assert.Equal(Spearman([.. own.Select(Math.Abs)], lost), monotonicity.Values[i]!.Value, 1e-10);

            var largest = 0.0;
            foreach (var (down, right) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                double[] shifted = [.. Enumerable.Range(0, 128).Select(place =>
                {
                    var (y, x) = (place / 8 % 8 - down, place % 8 - right);
                    return y is >= 0 and < 8 && x is >= 0 and < 8 ? image[place / 64 * 64 + y * 8 + x] : 0.25;
                })];
                var moved = explainer.Explain(Tensors.Of(shifted, 1, images.ImageShape), Target.Class(1)).Relevance.Values.ToArray();
                var distance = Math.Sqrt(shifted.Zip(image, (a, b) => (a - b) * (a - b)).Sum());
                largest = Math.Max(largest, moved.Zip(own, (a, b) => Math.Abs(a - b)).Sum() / distance);
            }
            Assert.Equal(largest, continuity.Values[i]!.Value, 1e-9);
        }
    }

    /// <summary>For numbers that all differ: 1 − 6 Σ d² / (n (n² − 1)).</summary>
    private static double Spearman(double[] a, double[] b)
    {
        var distances = a.Select((value, i) => a.Count(other => other < value) - b.Count(other => other < b[i]));
        return 1 - 6.0 * distances.Sum(distance => (double)distance * distance) / (a.Length * ((double)a.Length * a.Length - 1));
    }
}
