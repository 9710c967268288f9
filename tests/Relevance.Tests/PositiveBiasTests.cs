using System.Numerics.Tensors;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;

namespace Relevance.Tests;

/// <summary>
/// Agreement with Zennit on networks that have positive biases, max pooling, padding, depthwise convolutions and residual sums: what the networks of
/// <see cref="GoldenTests"/>, whose biases are negative, cannot tell apart.
/// </summary>
public class PositiveBiasTests
{
    /// <summary>
    /// Float64 products of 10⁵ terms, 10⁻¹², times the conditioning of the rules; the reference itself moves by up to 10⁻¹³ of the peak with another order
    /// of summation. A bias that counts where it should not moves it by 5 % and more.
    /// </summary>
    private const double Float64Tolerance = 1e-9;

    private static readonly Dictionary<string, Composite> Composites = new()
    {
        ["lrp_epsilon_plus"] = Named("epsilon-plus"),
        ["lrp_epsilon_plus.bias_left_out"] = Named("epsilon-plus").WithFirst(CompositeNotation.ParseLine("convolution=z-plus", 0, 1)),
        ["lrp_epsilon_plus_flat"] = Named("epsilon-plus-flat"),
        ["lrp_epsilon_alpha2_beta1_flat"] = Named("epsilon-alpha2-beta1-flat"),
        ["lrp_epsilon_gamma_box"] = Named("epsilon-gamma-box"),
        ["lrp_epsilon_1e-6"] = Named("epsilon"),
    };

    public static TheoryData<string> Networks => [.. BiasedNetworks.Names];

    public static MatrixTheoryData<string, string> References => new(BiasedNetworks.Names, Composites.Keys);

    public static TheoryData<string> DeepTaylor => ["deep-taylor", "deep-taylor-w2"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Scores_and_gradients_are_those_of_the_reference(string network)
    {
        var gradient = new InputGradient(BiasedNetworks.Network(network)).Explain(BiasedNetworks.Images(network));
        Assert.InRange(Errors.Relative(BiasedNetworks.Network(network).Scores(BiasedNetworks.Images(network), TestContext.Current.CancellationToken), Golden.Read($"{network}/scores")), 0, Float64Tolerance);
        Assert.InRange(Errors.Relative(gradient.Relevance, Golden.Read($"{network}/gradient")), 0, Float64Tolerance);
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Float64_heatmaps_equal_those_of_Zennit(string network, string reference) =>
        Assert.InRange(Errors.Relative(Relevance(network, Composites[reference]), Golden.Read($"{network}/{reference}")), 0, Float64Tolerance);

    /// <summary>There is no reference for it; its rule on every linear layer is Zennit's ZPlus, which is LRP-α1β0.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Excitation_backpropagation_is_alpha_one_beta_zero_with_positive_biases(string network)
    {
        var expected = new Composite("expected",
            [new(LayerCondition.Weightless, new LrpEpsilon()), new(LayerCondition.Activation, new Gradient()), new(LayerCondition.Linear, new AlphaBeta(1, 0))]);
        var explained = Relevance(network, Named("excitation-backprop"));
        Assert.InRange(Errors.Relative(explained, Relevance(network, expected)), 0, Float64Tolerance);
        Assert.True(Errors.Relative(explained, Relevance(network, Named("excitation-backprop").WithFirst(CompositeNotation.ParseLines("pooling=epsilon; linear=z-plus", 0, 1)))) > 0.01);
    }

    [Theory]
    [MemberData(nameof(DeepTaylor))]
    public void No_bias_takes_part_in_deep_Taylor_decomposition(string composite)
    {
        foreach (var network in BiasedNetworks.Names)
        {
            Assert.Equal(0, AbsorbedByBiases(network, composite));
            Assert.True(AbsorbedByBiases(network, "epsilon-plus") > 0.01);
        }
    }

    private static double AbsorbedByBiases(string network, string composite) =>
        new LayerwiseRelevancePropagation(BiasedNetworks.Network(network), Named(composite)).ExplainWithLedger(BiasedNetworks.Images(network))
            .Ledger.Entries.Sum(entry => entry.Bias.Sum(Math.Abs));

    private static Tensor<double> Relevance(string network, Composite composite) =>
        new LayerwiseRelevancePropagation(BiasedNetworks.Network(network), composite).Explain(BiasedNetworks.Images(network)).Relevance;

    private static Composite Named(string name) => NamedComposites.Find(name).Create(BiasedNetworks.Low, BiasedNetworks.High);
}
