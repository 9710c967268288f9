using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Gradients;

/// <summary>Agreement of gradient methods with Captum and Zennit on fixed weights and digits.</summary>
public class GradientReferenceTests
{
    private const double Tolerance = 1e-9;

    /// <summary>
    /// The peers round the places along the path to float32: an error of 3·10⁻⁸ moves some units of some images across their kink, each of which changes the
    /// sum by its share of one step.
    /// </summary>
    private const double ToleranceOfRoundedSteps = 1e-6;

    private static Baseline Baseline(string reference) => reference.Contains("black", StringComparison.Ordinal) ? Baselines.Baseline.Black(Golden.Low) : Baselines.Baseline.Zero;

    [Theory]
    [InlineData("captum.gradient")]
    [InlineData("captum.saliency")]
    [InlineData("captum.input_x_gradient")]
    public void Gradients_equal_those_of_Captum(string reference)
    {
        Explainer explainer = reference switch
        {
            "captum.gradient" => new InputGradient(Golden.Network()),
            "captum.saliency" => new InputGradient(Golden.Network(), absolute: true),
            _ => new GradientTimesInput(Golden.Network()),
        };
        using var explanation = explainer.Explain(Golden.Images(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)), 0, Tolerance);
    }

    [Theory]
    [InlineData("captum.ig_zero_gl50", IntegrationRule.GaussLegendre, 50)]
    [InlineData("captum.ig_black_gl50", IntegrationRule.GaussLegendre, 50)]
    [InlineData("captum.ig_zero_right50", IntegrationRule.Right, 50)]
    [InlineData("captum.ig_black_right50", IntegrationRule.Right, 50)]
    [InlineData("zennit.ig_zero_20", IntegrationRule.Right, 20)]
    [InlineData("zennit.ig_black_20", IntegrationRule.Right, 20)]
    [InlineData("zennit.ig_zero_50", IntegrationRule.Right, 50)]
    [InlineData("zennit.ig_black_50", IntegrationRule.Right, 50)]
    public void Integrated_gradients_equal_those_of_Captum_and_Zennit(string reference, IntegrationRule rule, int steps)
    {
        using var explanation = new IntegratedGradients(Golden.Network(), Baseline(reference), steps, rule).Explain(Golden.Images(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)), 0, ToleranceOfRoundedSteps);
    }

    [Theory]
    [InlineData("captum.ig_zero_trapezoid50")]
    [InlineData("captum.ig_black_trapezoid50")]
    public void The_trapezoid_weights_of_Captum_sum_to_49_of_50(string reference)
    {
        using var explanation = new IntegratedGradients(Golden.Network(), Baseline(reference), 50, IntegrationRule.Trapezoid).Explain(Golden.Images(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance * 0.98, Golden.Read(reference)), 0, ToleranceOfRoundedSteps);
    }

    [Fact]
    public void Expected_gradients_equal_those_of_Captum_for_the_same_draws()
    {
        var noise = Golden.Read("noise/gshap_noise");
        var (alphas, places) = (Golden.Read("noise/gshap_alpha"), Golden.Read("noise/gshap_baseline_index"));
        var (samples, images) = ((int)noise.shape[0], noise.shape[1]);
        var sum = zeros([images, 1, 28, 28], ScalarType.Float64);
        for (var sample = 0; sample < samples; sample++)
        {
            // Captum adds noise to the image of each draw, which here is another image.
            var explainer = new ExpectedGradients(Golden.Network(), Golden.Read("noise/gshap_baselines"), 1)
            {
                Given = (_, _) => ([.. places[sample].data<double>().Select(place => (long)place)], alphas[sample].data<double>().ToArray()),
            };
            using var explanation = explainer.Explain(Golden.Images()[..(int)images] + noise[sample], Target.Labels(Golden.Classes[..(int)images]));
            sum += explanation.Relevance;
        }
        // The noise is stored in float32, which moves x − b by some 10⁻⁸.
        Assert.InRange(Errors.Relative(sum / samples, Golden.Read("captum.gradient_shap")[..(int)images]), 0, 1e-7);
    }
}
