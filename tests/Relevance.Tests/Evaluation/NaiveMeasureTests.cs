using Relevance.Baselines;
using Relevance.Evaluation;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Evaluation;

/// <summary>Measures against loops over single images.</summary>
public class NaiveMeasureTests
{
    [Theory]
    [Seeds]
    public void Selectivity_equals_removing_patches_one_by_one(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.Any));
        var images = RandomNetworks.Images(seed);
        var explainer = new GradientTimesInput(network);
        using var explanation = explainer.Explain(images, Target.Class(1));
        var fill = Baseline.Blurred(2);
        foreach (var scale in Enum.GetValues<ScoreScale>())
        {
            var result = new Selectivity(FeatureMask.Squares(3), fill, FlippingOrder.LeastRelevantFirst, scale)
                .Evaluate(explainer, images, Target.Class(1), new ExplainOptions { BatchSize = 2 });
            for (var i = 0; i < 3; i++)
            {
                var image = images[i..(i + 1)].clone();
                var blurred = fill.For(image);
                // 3 × 3 squares of 3, cut off at the border.
                var patches = from top in new[] { 0, 3, 6 } from left in new[] { 0, 3, 6 } select (top..Math.Min(8, top + 3), left..Math.Min(8, left + 3));
                List<double> expected = [Score(image)];
                foreach (var (rows, columns) in patches.OrderBy(patch => explanation.Relevance[i, .., patch.Item1, patch.Item2].sum().item<double>()))
                {
                    image[.., .., rows, columns] = blurred[.., .., rows, columns];
                    expected.Add(Score(image));
                }
                Assert.Equal(expected, result.Curves[0].Values[i]!, (a, b) => Math.Abs(a - b) < 1e-10);
            }

            double Score(Tensor image) => scale switch
            {
                ScoreScale.Logit => network.Scores(image)[0, 1].item<double>(),
                ScoreScale.Probability => network.Scores(image).softmax(1)[0, 1].item<double>(),
                _ => network.Scores(image).argmax(1).item<long>() == 1 ? 1 : 0,
            };
        }
    }

    [Theory]
    [Seeds]
    public void Monotonicity_and_continuity_equal_loops(int seed)
    {
        var network = Network.From(RandomNetworks.Convolutional(seed, Biases.Any));
        var images = RandomNetworks.Images(seed);
        var explainer = new GradientTimesInput(network);
        using var explanation = explainer.Explain(images, Target.Class(1));
        var monotonicity = new Monotonicity(FeatureMask.Values, Baseline.Zero).Evaluate(explainer, images, Target.Class(1));
        var continuity = new Continuity(0.25, relative: false).Evaluate(explainer, images, Target.Class(1));
        for (var i = 0; i < 3; i++)
        {
            var image = images[i..(i + 1)];
            var score = network.Scores(image)[0, 1].item<double>();
            double[] lost = [.. Enumerable.Range(0, 128).Select(pixel =>
            {
                var without = image.clone();
                without.view(-1)[pixel] = 0;
                return Math.Abs(score - network.Scores(without)[0, 1].item<double>());
            })];
            double[] magnitudes = [.. explanation.Relevance[i].flatten().data<double>().Select(Math.Abs)];
            Assert.Equal(Spearman(magnitudes, lost), monotonicity.Values[i]!.Value, 1e-10);

            var largest = 0.0;
            foreach (var (down, right) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                var shifted = full_like(image, 0.25);
                for (var y = Math.Max(0, -down); y < Math.Min(8, 8 - down); y++)
                {
                    for (var x = Math.Max(0, -right); x < Math.Min(8, 8 - right); x++)
                        shifted[.., .., y + down, x + right] = image[.., .., y, x];
                }
                using var moved = explainer.Explain(shifted, Target.Class(1));
                largest = Math.Max(largest, ((moved.Relevance - explanation.Relevance[i]).abs().sum() / (shifted - image).norm()).item<double>());
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
