using System.Numerics;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static Relevance.Propagation.LayerCondition;

namespace Relevance.Tests;

/// <summary>Agreement with the heatmaps of Captum and Zennit on fixed weights and digits, wherever the definition is the same.</summary>
public class GoldenTests
{
    /// <summary>Both sides sum some 10⁵ float64 products, each rounded to 2⁻⁵³: a relative error around 10⁻¹², times the conditioning of the rules.</summary>
    private const double Float64Tolerance = 1e-9;

    /// <summary>Some 10³ float32 products in each of five layers, rounded to 2⁻²⁴, add up to a few 10⁻⁶ of the peak.</summary>
    private const double Float32Tolerance = 1e-5;

    private static readonly CompositeLine Poolings = new(Weightless, new LrpEpsilon(1e-6));

    private static readonly Dictionary<string, Composite> Composites = new()
    {
        ["zennit.epsilon_gamma_box"] = Named("epsilon-gamma-box"),
        ["zennit.epsilon_plus"] = Named("epsilon-plus"),
        ["zennit.epsilon_plus_flat"] = Named("epsilon-plus-flat"),
        ["zennit.epsilon_alpha2_beta1"] = Named("epsilon-alpha2-beta1"),
        ["zennit.epsilon_alpha2_beta1_flat"] = Named("epsilon-alpha2-beta1-flat"),
        ["zennit.excitation_backprop"] = Named("excitation-backprop"),
        ["zennit.epsilon"] = Named("epsilon"),
        ["zennit.epsilon0.25"] = Named("epsilon", ("epsilon", 0.25)),
        ["zennit.gamma"] = Named("gamma"),
        ["zennit.alpha2_beta1"] = Named("alpha2-beta1"),
        ["zennit.zplus"] = Uniform(new ZPlus(Bias: BiasHandling.InDenominator)),
        // Deep Taylor decomposition leaves every bias out, Zennit's ZPlus the negative ones: this network has no others.
        ["zennit.zplus_box"] = Named("deep-taylor"),
        ["zennit.gamma_box"] = new("gamma-box", [Poolings, new(First, new ZBox(Golden.Low, Golden.High)), new(Linear, new LrpGamma())]),
        ["zennit.flat"] = Uniform(new Flat()),
        ["zennit.flat_first"] = FirstGammaEpsilon(new Flat()),
        ["zennit.wsquare"] = Uniform(new WSquare(Bias: BiasHandling.InDenominator)),
        ["zennit.wsquare_first"] = FirstGammaEpsilon(new WSquare(Bias: BiasHandling.InDenominator)),
        ["zennit.wsquare_first_constrained"] = FirstGammaEpsilon(new WSquare()),
        ["captum.lrp_eps1e-9"] = Composite.Uniform("epsilon", new LrpEpsilon(1e-9)),
        ["captum.lrp_eps1e-6"] = Composite.Uniform("epsilon", new LrpEpsilon(1e-6)),
        ["captum.lrp_eps0.25"] = Named("epsilon", ("epsilon", 0.25)),
    };

    /// <summary>
    /// Where the stabiliser decides. A unit shares R·z / (z + ε), so a rounding error δ of z changes what it hands on by ε·δ/z²: for a small ε in
    /// all layers some of the 200,000 units of these digits have a |z| small enough for 10⁻⁴. Flat and w² divide by sums that do not follow z at all,
    /// so relevances that cancel later are large. The peers' own float32 runs differ from float64 by up to 7·10⁻⁵ and 10⁻³ there.
    /// </summary>
    private static readonly HashSet<string> IllConditioned =
        ["zennit.epsilon", "captum.lrp_eps1e-6", "captum.lrp_eps1e-9", "zennit.flat", "zennit.wsquare"];

    public static TheoryData<string> References => [.. Composites.Keys, "captum.gradient", "captum.input_x_gradient"];

    public static TheoryData<string> WellConditionedReferences => [.. References.Select(row => row.Data).Where(name => !IllConditioned.Contains(name))];

    [Theory]
    [MemberData(nameof(References))]
    public void Float64_heatmaps_equal_those_of_other_libraries(string reference) =>
        Assert.InRange(Error<double>(reference, 32), 0, Float64Tolerance);

    [Theory]
    [MemberData(nameof(WellConditionedReferences))]
    public void Float32_heatmaps_equal_those_of_other_libraries_whatever_the_batch(string reference) =>
        Assert.All([1, 2, 10, 32], batch => Assert.InRange(Error<float>(reference, batch), 0, Float32Tolerance));

    /// <summary>A wrong rule is wrong by tens of per cent of the peak.</summary>
    [Fact]
    public void Ill_conditioned_float32_heatmaps_are_those_of_other_libraries_as_far_as_rounding_lets_them() =>
        Assert.All(IllConditioned, reference => Assert.InRange(Error<float>(reference, 32), 0, 1e-2));

    private static double Error<T>(string reference, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Explainer explainer = reference switch
        {
            "captum.gradient" => new InputGradient(Golden.Network),
            "captum.input_x_gradient" => new GradientTimesInput(Golden.Network),
            _ => new LayerwiseRelevancePropagation(Golden.Network, Composites[reference]),
        };
        var explanation = explainer.Explain(Golden.Images<T>(), Golden.Labels, new ExplainOptions { BatchSize = batch });
        return Errors.Relative(explanation.Relevance, Golden.Read(reference));
    }

    private static Composite Named(string name, params (string Name, double Value)[] settings) =>
        NamedComposites.Find(name).Create(Golden.Low, Golden.High, settings.ToDictionary(s => s.Name, s => s.Value));

    private static Composite Uniform(Rule rule) => new("uniform", [Poolings, new(Linear, rule)]);

    private static Composite FirstGammaEpsilon(Rule first) =>
        new("first-gamma-epsilon", [Poolings, new(First, first), new(Convolution, new LrpGamma()), new(Linear, new LrpEpsilon())]);
}
