using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Metrics;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

/// <summary>Agreement with Captum's measures for the same perturbations.</summary>
public class MeasureReferenceTests
{
    private const int Images = 8;

    /// <summary>The perturbations were drawn and stored in float32, but used in float64: only sums differ.</summary>
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData("gradient", Tolerance)]
    [InlineData("input_x_gradient", Tolerance)]
    [InlineData("ig_zero_gl50", Tolerance)]
    [InlineData("lrp_eps", 1e-8)]
    [InlineData("upstream_lrp", Tolerance)]
    public void Infidelity_equals_that_of_Captum(string method, double tolerance)
    {
        foreach (var scaled in new[] { false, true })
        {
            var measure = new Infidelity(samples: 10, scaled: scaled) { Given = Golden.Read("noise/infidelity_perturbation") };
            Compare(measure, method, scaled ? "captum.infidelity_norm" : "captum.infidelity", tolerance);
        }
    }

    [Theory]
    [InlineData("gradient", Tolerance)]
    [InlineData("saliency", Tolerance)]
    [InlineData("input_x_gradient", Tolerance)]
    [InlineData("upstream_lrp", Tolerance)]
    public void Max_sensitivity_equals_that_of_Captum(string method, double tolerance) =>
        Compare(new MaxSensitivity(samples: 10) { Given = Golden.Read("noise/sensitivity_perturbation") }, method, "captum.sensitivity_max", tolerance);

    private static void Compare(Measure measure, string method, string reference, double tolerance)
    {
        var expected = Golden.Read($"{reference}.{method}").Values.ToArray();
        foreach (var batchSize in new[] { 3, 100 })
        {
            var result = measure.Evaluate(
                Method(method), Tensors.Range(Golden.Images<double>(), 0, Images), Target.Labels(Golden.Classes[..Images]), new ExplainOptions { BatchSize = batchSize });
            Assert.Empty(result.Failures);
            for (var i = 0; i < Images; i++)
                Assert.InRange(Math.Abs(result.Values[i]!.Value - expected[i]) / expected[i], 0, tolerance);
        }
    }

    private static Explainer Method(string name)
    {
        var network = Golden.Network;
        return name switch
        {
            "gradient" => new InputGradient(network),
            "saliency" => new InputGradient(network, absolute: true),
            "input_x_gradient" => new GradientTimesInput(network),
            "lrp_eps" => new LayerwiseRelevancePropagation(network, Composite.Uniform("epsilon", new LrpEpsilon(1e-6))),
            "ig_zero_gl50" => new IntegratedGradients(network, Baseline.Zero, 50),
            _ => new LayerwiseRelevancePropagation(network, OneBranch.CompositeOfTheOriginal),
        };
    }
}
