using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Perturbation;

/// <summary>Of a score that is linear in the image all these methods give the same: weight times distance from the baseline.</summary>
public class LinearScoreTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Methods =>
        ["occlusion", "feature-ablation", "shapley-sampling", "kernel-shap", "lime", "lime by lasso", "deeplift", "deeplift by reveal-cancel", "integrated-gradients"];

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
            "deeplift" => new DeepLift(network, baseline),
            "deeplift by reveal-cancel" => new DeepLift(network, baseline, DeepLiftRule.RevealCancel),
            _ => new IntegratedGradients(network, baseline, 3),
        };
        using var explanation = explainer.Explain(images, Target.Class(3));
        var expected = weights[3] * (images + 0.7);
        if (method == "occlusion")
            expected = expected.sum(1, keepdim: true).expand(images.shape);
        Assert.InRange(Errors.Relative(explanation.Relevance, expected), 0, Tolerance);
        if (explanation.Diagnostics.TryGetValue("fit-r-squared", out var fit))
            Assert.All(fit, value => Assert.Equal(1, value, Tolerance));
        if (explanation.StandardErrors is { } errors)
            Assert.InRange(errors.abs().max().item<double>(), 0, Tolerance);
    }

    [Fact]
    public void A_feature_of_several_values_has_the_sum_of_what_they_have_alone()
    {
        var (network, weights) = LinearModels.Random(5);
        var images = RandomNetworks.Images(5);
        var single = weights[1] * images;
        // 3 × 3 squares of 3, cut off at the border, both channels together.
        var expected = zeros_like(images);
        foreach (var (top, left) in from top in new[] { 0, 3, 6 } from left in new[] { 0, 3, 6 } select (top, left))
        {
            var (rows, columns) = (top..Math.Min(8, top + 3), left..Math.Min(8, left + 3));
            expected[.., .., rows, columns] = single[.., .., rows, columns].sum([1, 2, 3], keepdim: true);
        }
        foreach (var explainer in Explainers())
        {
            using var explanation = explainer.Explain(images, Target.Class(1));
            Assert.InRange(Errors.Relative(explanation.Relevance, expected), 0, Tolerance);
        }

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
