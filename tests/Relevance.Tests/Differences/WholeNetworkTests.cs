using System.Globalization;
using Relevance.Gradients;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static Relevance.Propagation.Composites.LayerCondition;
using static Relevance.Tests.Differences.Examples;

namespace Relevance.Tests.Differences;

/// <summary>Proof against the peers' own heatmaps that the difference stated is the whole difference, and what a difference amounts to in whole networks.</summary>
public class WholeNetworkTests
{
    private const double Tolerance = 1e-9;

    private static readonly CompositeLine Poolings = new(Weightless, new LrpEpsilon(1e-9));

    private static readonly Dictionary<string, Composite> Peers = new()
    {
        ["captum.lrp_gamma0.25"] = new("", [Poolings, new(Linear, new OneBranch(0.25))]),
        ["captum.lrp_a1b0"] = new("", [Poolings, new(Linear, OneBranch.AlphaOneBetaZero(keepsBias: true))]),
        ["captum.lrp_a1b0_nobias"] = new("", [Poolings, new(Linear, OneBranch.AlphaOneBetaZero(keepsBias: false))]),
        ["captum.lrp_mixed"] = new("",
        [
            Poolings, new(First, OneBranch.AlphaOneBetaZero(keepsBias: false)), new(Convolution, new OneBranch(0.25)), new(Linear, new LrpEpsilon(1e-9)),
        ]),
        ["upstream.lrp"] = OneBranch.CompositeOfTheOriginal,
    };

    public static TheoryData<string> References => [.. Peers.Keys];

    [Theory]
    [MemberData(nameof(References))]
    public void The_stated_difference_is_the_whole_difference(string reference)
    {
        var explanation = new LayerwiseRelevancePropagation(Golden.Network, Peers[reference]).Explain(Golden.Images<double>(), Golden.Labels);
        Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)), 0, Tolerance);
    }

    [Fact]
    public void The_original_explains_the_mean_loss()
    {
        // Simple Taylor decomposition near zero is gradient × input in this network.
        var target = new MeanLoss(Golden.Classes, 32);
        var taylor = new GradientTimesInput(Golden.Network).Explain(Golden.Images<double>(), target);
        var sensitivity = new SensitivityAnalysis(Golden.Network).Explain(Golden.Images<double>(), target);
        Assert.InRange(Errors.Relative(taylor.Relevance, Golden.Read("upstream.simple_taylor")), 0, Tolerance);
        Assert.InRange(Errors.Relative(sensitivity.Relevance, Golden.Read("upstream.sa")), 0, Tolerance);
    }

    [Fact]
    public void Captum_leaves_the_gradient_of_leaky_rectifiers_as_it_is()
    {
        var gradient = new InputGradient(Golden.Network).Explain(Golden.Images<double>(), Golden.Labels);
        Assert.InRange(Errors.Relative(gradient.Relevance, Golden.Read("captum.guided_backprop")), 0, Tolerance);
        Assert.InRange(Errors.Relative(gradient.Relevance, Golden.Read("captum.deconvolution")), 0, Tolerance);
    }

    /// <summary>How far leaving positive biases out of z⁺ moves whole heatmaps, in units of the peak of Zennit's, for the least and the most moved image.</summary>
    [Theory]
    [InlineData("vgg", "VGG-like")]
    [InlineData("mobilenet", "MobileNet-like")]
    public void Positive_biases_in_whole_networks(string network, string name)
    {
        var composite = NamedComposites.Find("epsilon-plus").Create(0, 1);
        var counted = Explained(composite);
        var leftOut = Explained(composite.WithFirst(CompositeNotation.ParseLine("convolution=z-plus", 0, 1)));
        var moved = Errors.PerImage(leftOut.Relevance, counted.Relevance);
        string[] cells = [.. new[] { moved.Min(), moved.Max() }.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)), .. new[] { counted, leftOut }.Select(Kept)];
        Documented($"| {name} | {string.Join(" | ", cells)} |");

        Explanation<double> Explained(Composite composite) =>
            new LayerwiseRelevancePropagation(BiasedNetworks.Network(network), composite).Explain(BiasedNetworks.Images(network));

        // The sum of relevance over the score: what the biases have left.
        static string Kept(Explanation<double> explanation)
        {
            double[] kept = [.. explanation.TotalRelevances.Zip(explanation.ExplainedScores, (total, score) => total / score)];
            return string.Create(CultureInfo.InvariantCulture, $"{kept.Min():0.00} to {kept.Max():0.00}");
        }
    }
}
