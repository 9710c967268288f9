using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Perturbation;

/// <summary>Of a score that is linear in the image all methods that compare with a baseline give the same: weight times distance from the baseline.</summary>
public class LinearScoreTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Methods => ["occlusion", "feature-ablation", "shapley-sampling", "kernel-shap", "lime", "lime by lasso", "integrated-gradients", "deeplift", "deeplift by reveal-cancel"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_gives_the_weights_times_the_distance_from_the_baseline(string method)
    {
        var (network, weights) = LinearModels.Random(4);
        var images = RandomNetworks.Images(4);
        var baseline = Baseline.Black(-0.7);
        var features = FeatureMask.Values;
        Explainer explainer = method switch
        {
            // One pixel for both its channels: they share what it loses.
            "occlusion" => new Occlusion(network, baseline, 1),
            "feature-ablation" => new FeatureAblation(network, features, baseline),
            "shapley-sampling" => new ShapleySampling(network, features, baseline, 2),
            "kernel-shap" => new KernelShap(network, features, baseline, 1000),
            "lime" => new Lime(network, features, baseline, strength: 0),
            "lime by lasso" => new Lime(network, features, baseline, penalty: LimePenalty.Lasso, strength: 0),
            "integrated-gradients" => new IntegratedGradients(network, baseline, 3),
            _ => new DeepLift(network, baseline, method == "deeplift" ? DeepLiftRule.Rescale : DeepLiftRule.RevealCancel),
        };
        var explanation = explainer.Explain(images, Target.Class(3));
        var expected = Images.Of(3, [2, 8, 8], (image, channel, row, column) => weights.At(3, channel, row, column) * (images.At(image, channel, row, column) + 0.7));
        if (method == "occlusion")
        {
            var each = expected;
            expected = Images.Of(3, [2, 8, 8], (image, _, row, column) => each.At(image, 0, row, column) + each.At(image, 1, row, column));
        }
        Assert.InRange(Errors.Relative(explanation.Relevance, expected), 0, Tolerance);
        if (explanation.Diagnostics.TryGetValue("fit-r-squared", out var fit))
            Assert.All(fit, value => Assert.Equal(1, value, Tolerance));
        if (explanation.StandardErrors is { } errors)
            Assert.InRange(errors.Largest(), 0, Tolerance);
    }

    [Fact]
    public void A_feature_of_several_values_has_the_sum_of_what_they_have_alone()
    {
        var (network, weights) = LinearModels.Random(5);
        var images = RandomNetworks.Images(5);
        // 3 × 3 squares of 3, cut off at the border, both channels together.
        var sums = new double[3, 9];
        for (var i = 0; i < 3 * 128; i++)
            sums[i / 128, Square(i / 8 % 8, i % 8)] += weights.At(1, i / 64 % 2, i / 8 % 8, i % 8) * images.Values[i];
        var expected = Images.Of(3, [2, 8, 8], (image, _, row, column) => sums[image, Square(row, column)]);
        Assert.All(Explainers(), explainer => Assert.InRange(Errors.Relative(explainer.Explain(images, Target.Class(1)).Relevance, expected), 0, Tolerance));

        static int Square(int row, int column) => row / 3 * 3 + column / 3;

        IEnumerable<Explainer> Explainers()
        {
            var features = FeatureMask.Squares(3);
            yield return new FeatureAblation(network, features, Baseline.Zero);
            yield return new ShapleySampling(network, features, Baseline.Zero, 2);
            yield return new KernelShap(network, features, Baseline.Zero);
            yield return new Lime(network, features, Baseline.Zero, 50, strength: 0);
        }
    }
}
