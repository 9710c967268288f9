using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static Relevance.Propagation.Composites.LayerCondition;

namespace Relevance.Tests;

/// <summary>Agreement with the heatmaps of Captum and Zennit on fixed weights and digits, wherever the definition is the same.</summary>
public class GoldenTests
{
    /// <summary>Both sides sum some 10⁵ float64 products, each rounded to 2⁻⁵³: a relative error around 10⁻¹², times the conditioning of the rules.</summary>
    private const double Float64Tolerance = 1e-9;

    /// <summary>Sensitivity analysis is the square of it.</summary>
    private const string Sensitivity = "captum.gradient";

    private const string InputTimesGradient = "captum.input_x_gradient", Gradient = "gradient";

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

    /// <summary>How far each image's heatmap in float32 may lie from that of a reference, found once.</summary>
    private static readonly ConcurrentDictionary<string, double[]> Bounds = new();

    public static TheoryData<string> References => [.. Composites.Keys, Sensitivity, InputTimesGradient];

    [Theory]
    [MemberData(nameof(References))]
    public void Float64_heatmaps_equal_those_of_other_libraries(string reference) =>
        Assert.All(DistancesOf<double>(reference, 32), distance => Assert.InRange(distance, 0, Float64Tolerance));

    [Theory]
    [MemberData(nameof(References))]
    public void Float32_heatmaps_equal_those_of_other_libraries_as_far_as_rounding_lets_them_whatever_the_batch(string reference) =>
        Assert.All([1, 2, 10, 32], batch => Assert.All(
            DistancesOf<float>(reference, batch).Zip(BoundsOf(reference)), image => Assert.InRange(image.First, 0, image.Second)));

    [Fact]
    public void What_rounding_may_do_to_gradients_is_as_other_tests_have_it() =>
        Assert.All([Gradient, InputTimesGradient, "zennit.epsilon_gamma_box"], method => Assert.InRange(BoundsOf(method).Max(), RoundingBound.OfGradients / 2, RoundingBound.OfGradients));

    /// <summary>
    /// What rounding may do leaves no room for another method: for one image of 32 at most, where flat or w² divides by nearly nothing. Whatever is
    /// within 10⁻³ of the peak of a reference is the same method by another name, or with an ε that hardly counts.
    /// </summary>
    [Theory]
    [MemberData(nameof(References))]
    public void No_other_methods_heatmaps_are_as_near_in_float32(string reference)
    {
        var (expected, bounds) = (Expected(reference), BoundsOf(reference));
        var others = References.Select(row => Errors.PerImage(Expected(row.Data), expected)).Where(distances => distances.Max() > 1e-3).ToList();
        Assert.InRange(others.Count, Composites.Count - 4, Composites.Count + 1);
        Assert.All(others, distances => Assert.InRange(distances.Zip(bounds).Count(image => image.First > image.Second), distances.Length - 1, distances.Length));
    }

    private static double[] DistancesOf<T>(string reference, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Explainer explainer = reference switch
        {
            Sensitivity => new SensitivityAnalysis(Golden.Network),
            InputTimesGradient => new SimpleTaylor(Golden.Network),
            _ => new LayerwiseRelevancePropagation(Golden.Network, Composites[reference]),
        };
        return Errors.PerImage(explainer.Explain(Golden.Images<T>(), Golden.Labels, new ExplainOptions { BatchSize = batch }).Relevance, Expected(reference));
    }

    private static Tensor<double> Expected(string reference)
    {
        var values = Golden.Read(reference);
        foreach (ref var value in reference == Sensitivity ? values.Values : [])
            value *= value;
        return values;
    }

    private static double[] BoundsOf(string reference) => Bounds.GetOrAdd(reference, _ =>
        RoundingBound.PerImage(ProgramOf(reference), "relevance", Golden.Images<double>(), Golden.Labels));

    private static Program ProgramOf(string reference)
    {
        Shape image = [1, 28, 28];
        if (reference is not (Sensitivity or InputTimesGradient or Gradient))
            return new LayerwiseRelevancePropagation(Golden.Network, Composites[reference]).Compile(image);
        var program = new ProgramBuilder();
        var pass = NetworkPass.Write(Golden.Network, program, image);
        var gradient = pass.Gradient(program.Add(new DirectionOperation(), pass.Scores));
        if (reference == Gradient)
            return program.Build(("relevance", gradient));
        return program.Build(("relevance", program.Times(gradient, reference == Sensitivity ? gradient : pass.Input)));
    }

    private static Composite Named(string name, params (string Name, double Value)[] settings) =>
        NamedComposites.Find(name).Create(Golden.Low, Golden.High, settings.ToDictionary(s => s.Name, s => s.Value));

    private static Composite Uniform(Rule rule) => new("uniform", [Poolings, new(Linear, rule)]);

    private static Composite FirstGammaEpsilon(Rule first) =>
        new("first-gamma-epsilon", [Poolings, new(First, first), new(Convolution, new LrpGamma()), new(Linear, new LrpEpsilon())]);
}
