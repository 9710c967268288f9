using Relevance.Baselines;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Perturbation;

/// <summary>Agreement of perturbation methods with Captum and Zennit on fixed weights and digits.</summary>
public class PerturbationReferenceTests
{
    private const double Tolerance = 1e-9;

    /// <summary>Captum's occlusion returns float32 whatever the input: rounded to 2⁻²⁴ at the least, in sums of nine.</summary>
    private const double ToleranceOfFloat32 = 1e-6;

    private static Baseline Black => Baseline.Black(Golden.Low);

    [Fact]
    public void Occlusion_equals_that_of_Captum()
    {
        Assert.InRange(Error(new Occlusion(Golden.Network, Black), "captum.occlusion3x3_black"), 0, ToleranceOfFloat32);
        Assert.InRange(Error(new Occlusion(Golden.Network, Baseline.Zero), "captum.occlusion3x3_zero"), 0, ToleranceOfFloat32);
    }

    [Fact]
    public void What_Zennit_calls_occlusion_is_the_score_of_the_window_or_without_it()
    {
        var (without, ofWindow) = (OcclusionMeasure.ScoreWithout, OcclusionMeasure.ScoreOfWindow);
        Assert.InRange(Error(new Occlusion(Golden.Network, Baseline.Zero, measure: without), "zennit.occlusion3x3_occlude"), 0, Tolerance);
        Assert.InRange(Error(new Occlusion(Golden.Network, Baseline.Zero, measure: ofWindow), "zennit.occlusion3x3_keep"), 0, Tolerance);
    }

    [Fact]
    public void Feature_ablation_equals_that_of_Captum()
    {
        Assert.InRange(Error(new FeatureAblation(Golden.Network, FeatureMask.Values, Black), "captum.feature_ablation_black"), 0, Tolerance);
        Assert.InRange(Error(new FeatureAblation(Golden.Network, FeatureMask.Squares(1), Baseline.Zero), "captum.feature_ablation_zero"), 0, Tolerance);
    }

    [Fact]
    public void In_float32_feature_ablation_is_as_near_as_that_of_Captum_itself()
    {
        // A difference of two scores, each rounded to some 10⁻⁷ of 20, in units of a peak of 2.
        var explanation = new FeatureAblation(Golden.Network, FeatureMask.Values, Black).Explain(Golden.Images<float>(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read("captum.feature_ablation_black")), 0, 3e-5);
    }

    private static double Error(Explainer explainer, string reference) =>
        Errors.Relative(explainer.Explain(Golden.Images<double>(), Golden.Labels).Relevance, Golden.Read(reference));
}
