using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Tests.Support;

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

    [Theory]
    [InlineData("captum.gradient")]
    [InlineData("captum.saliency")]
    [InlineData("captum.input_x_gradient")]
    public void Gradients_equal_those_of_Captum(string reference)
    {
        Explainer explainer = reference switch
        {
            "captum.gradient" => new InputGradient(Golden.Network),
            "captum.saliency" => new InputGradient(Golden.Network, absolute: true),
            _ => new GradientTimesInput(Golden.Network),
        };
        Assert.InRange(Errors.Relative(explainer.Explain(Golden.Images<double>(), Golden.Labels).Relevance, Golden.Read(reference)), 0, Tolerance);
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
        var explanation = new IntegratedGradients(Golden.Network, BaselineOf(reference), steps, rule).Explain(Golden.Images<double>(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)), 0, ToleranceOfRoundedSteps);
    }

    [Theory]
    [InlineData("captum.ig_zero_trapezoid50")]
    [InlineData("captum.ig_black_trapezoid50")]
    public void The_trapezoid_weights_of_Captum_sum_to_49_of_50(string reference)
    {
        var explanation = new IntegratedGradients(Golden.Network, BaselineOf(reference), 50, IntegrationRule.Trapezoid).Explain(Golden.Images<double>(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance.Map(r => 0.98 * r), Golden.Read(reference)), 0, ToleranceOfRoundedSteps);
    }

    [Fact]
    public void Expected_gradients_equal_those_of_Captum_for_the_same_draws()
    {
        var (noise, alphas, places) = (Golden.Read("noise/gshap_noise"), Golden.Read("noise/gshap_alpha"), Golden.Read("noise/gshap_baseline_index"));
        var (samples, count) = (noise.ImageCount, noise.ImageShape[0]);
        var (images, labels) = (Tensors.Range(Golden.Images<double>(), 0, count), Target.Labels(Golden.Classes[..count]));
        var mean = images.Map(_ => 0);
        for (var sample = 0; sample < samples; sample++)
        {
            // Captum adds noise to the image of each draw, which here is another image.
            var noisy = images.Map(Tensors.Of(noise.Image(sample).ToArray(), count, images.ImageShape), (x, n) => x + n);
            var explainer = new ExpectedGradients(Golden.Network, Golden.Read("noise/gshap_baselines"), 1)
            {
                Given = (_, place) => ((int)places.Image(sample)[place], alphas.Image(sample)[place]),
            };
            mean = mean.Map(explainer.Explain(noisy, labels).Relevance, (sum, r) => sum + r / samples);
        }
        // The noise is stored in float32, which moves x − b by some 10⁻⁸.
        Assert.InRange(Errors.Relative(mean, Tensors.Range(Golden.Read("captum.gradient_shap"), 0, count)), 0, 1e-7);
    }

    private static Baseline BaselineOf(string reference) => reference.Contains("black", StringComparison.Ordinal) ? Baseline.Black(Golden.Low) : Baseline.Zero;
}
