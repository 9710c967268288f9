using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests;

/// <summary>Agreement with the heatmaps of Captum and Zennit on fixed weights and digits.</summary>
public class GoldenTests
{
    /// <summary>Both sides sum some 10⁵ float64 products, each rounded to 2⁻⁵³: a relative error around 10⁻¹², times the conditioning of the rules.</summary>
    private const double Float64Tolerance = 1e-10;

    /// <summary>Some 10³ float32 products in each of five layers, rounded to 2⁻²⁴, add up to a few 10⁻⁶ of the peak.</summary>
    private const double Float32Tolerance = 1e-5;

    public static TheoryData<string, string> Pairs => new()
    {
        { "simple-taylor", "captum.input_x_gradient" },
        { "sensitivity-analysis", "captum.gradient" },
        { "lrp", "zennit.epsilon_gamma_box" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Float64_heatmaps_equal_those_of_other_libraries(string method, string reference) =>
        Assert.InRange(Error(method, reference, ScalarType.Float64, 32), 0, Float64Tolerance);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Float32_heatmaps_equal_those_of_other_libraries_whatever_the_batch(string method, string reference) =>
        Assert.All([1, 2, 10, 32], batch => Assert.InRange(Error(method, reference, ScalarType.Float32, batch), 0, Float32Tolerance));

    private static double Error(string method, string reference, ScalarType type, int batch)
    {
        var network = Golden.Network(type);
        Explainer explainer = method switch
        {
            "simple-taylor" => new SimpleTaylor(network),
            "sensitivity-analysis" => new SensitivityAnalysis(network),
            _ => new LayerwiseRelevancePropagation(network, EpsilonGammaBox.Create(Golden.Low, Golden.High)),
        };
        using var explanation = explainer.Explain(Golden.Images(type), Golden.Labels, new ExplainOptions { BatchSize = batch });
        var expected = Golden.Read(reference);
        return Errors.Relative(explanation.Relevance, method == "sensitivity-analysis" ? expected.square() : expected);
    }
}
