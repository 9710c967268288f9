using System.Globalization;
using System.Numerics.Tensors;
using Relevance.Averaging;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Perturbation;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Notation;
using Relevance.Propagation.Rules;
using Relevance.Tests.Support;
using static Relevance.Propagation.LayerCondition;

namespace Relevance.Tests.Propagation;

/// <summary>
/// The numbers of docs/differences.md, ours by the library and the peer's by its formula; and proof against the peer's own heatmaps that
/// the difference stated is the whole difference.
/// </summary>
public class DifferencesTests
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
        ["upstream.lrp"] = new("",
        [
            // A pooling has no parameters: the original puts γ there without effect.
            new(Weightless, OneBranch.GammaOfTheOriginal(0)), new(First, new ZBox(Golden.Low, Golden.High, 1e-9)), new(Linear, OneBranch.GammaOfTheOriginal(0.25)),
        ]),
    };

    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "differences.md"));

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
    public void Signed_inputs_in_alpha_one_beta_zero()
    {
        double[] a = [2, -1];
        Documented("here, `alpha-beta(alpha=1, beta=0)`, weights (1, −1)", Ours(new AlphaBeta(1, 0, 0), a, [1, -1]));
        Documented("Captum, weights (1, −1)", Clamped(a, [1, -1], 0));
        Documented("here, `alpha-beta(alpha=1, beta=0)`, weights (1, 1)", Ours(new AlphaBeta(1, 0, 0), a, [1, 1]));
        Documented("Captum, weights (1, 1)", Clamped(a, [1, 1], 0));
    }

    [Fact]
    public void The_bias_in_alpha_one_beta_zero()
    {
        Documented("here, `alpha-beta(alpha=1, beta=0)`", Ours(new AlphaBeta(1, 0, 0), [2, 1], [1, 1], -1));
        Documented("here, `z-plus`", Ours(new ZPlus(0), [2, 1], [1, 1], -1));
        Documented("Captum", Clamped([2, 1], [1, 1], -1));
        Documented("Captum, `set_bias_to_zero=True`", Clamped([2, 1], [1, 1], 0));
    }

    [Fact]
    public void A_positive_bias_in_z_plus()
    {
        double[] a = [2, 1], w = [1, 1];
        Documented("here, `z-plus`: deep Taylor decomposition", Ours(new ZPlus(0), a, w, 1));
        Documented("here, `z-plus(bias=in-denominator)`", Ours(new ZPlus(0, BiasHandling.InDenominator), a, w, 1));
        Documented("here, `alpha-beta(alpha=1, beta=0)`, the bias positive", Ours(new AlphaBeta(1, 0, 0), a, w, 1));
        Documented("Zennit, `ZPlus`", [.. a.Zip(w, (x, y) => Math.Max(x * y, 0) / (2 + 1 + Math.Max(1, 0)))]);
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
        var row = $"| {name} | {string.Join(" | ", cells)} |";
        Assert.True(Page.Contains(row, StringComparison.Ordinal), row);

        Explanation<double> Explained(Composite composite) =>
            new LayerwiseRelevancePropagation(BiasedNetworks.Network(network), composite).Explain(BiasedNetworks.Images(network));

        // The sum of relevance over the score: what the biases have left.
        static string Kept(Explanation<double> explanation)
        {
            double[] kept = [.. explanation.TotalRelevances.Zip(explanation.ExplainedScores, (total, score) => total / score)];
            return string.Create(CultureInfo.InvariantCulture, $"{kept.Min():0.00} to {kept.Max():0.00}");
        }
    }

    [Fact]
    public void A_network_that_begins_with_a_fully_connected_layer()
    {
        double[] a = [1, 0], w = [1, -1];
        Documented("here, `epsilon-gamma-box`: zB", Ours(new ZBox(0, 1, 0), a, w));
        Documented("Zennit, `EpsilonGammaBox`: ε", Ours(new LrpZero(), a, w));
        var builder = new NetworkBuilder();
        var dense = builder.Build(builder.Dense("0", Weights.Of(w, [1, 2]), null, builder.Input));
        Assert.Equal(new ZBox(0, 1), NamedComposites.Default.Create(0, 1).Plan(dense).Single().Rule);
    }

    [Fact]
    public void Gamma_of_a_unit_with_negative_sum()
    {
        double[] a = [1, 2], w = [1, -1];
        Documented("here, `gamma(gamma=0.25)`", Ours(new LrpGamma(0.25, 0), a, w));
        Documented("here, `zero`", Ours(new LrpZero(), a, w));
        Documented("Captum and the original, γ = 0.25", Gamma(a, w, 0.25));
        Documented("here, `gamma(gamma=0.9)`", Ours(new LrpGamma(0.9, 0), a, w));
        Documented("Captum and the original, γ = 0.9", Gamma(a, w, 0.9));
    }

    [Fact]
    public void Gamma_of_a_pooling()
    {
        double[] a = [3, -1], w = [0.5, 0.5];
        Documented("here and Zennit, a pooling by `epsilon`", Ours(new LrpZero(), a, w));
        Documented("the original, γ = 0.25 on the pooling", Gamma(a, w, 0.25));
        Documented("here, `--rule 'pooling=gamma'`", Ours(new LrpGamma(0.25, 0), a, w));
    }

    [Fact]
    public void The_sign_of_the_stabiliser()
    {
        double[] a = [1, 2], w = [1, -1];
        Documented("here, Zennit, Captum: ε·sign(z)", Ours(new LrpEpsilon(0.25), a, w));
        var z = a.Zip(w, (x, y) => x * y).Sum();
        Documented("the original: + ε", [.. a.Zip(w, (x, y) => x * y / (z + 0.25))]);
    }

    [Fact]
    public void The_bias_in_w_square()
    {
        double[] a = [1, 1], w = [1, 2];
        Documented("here, `w-square`", Ours(new WSquare(0), a, w, -1));
        Documented("here, `w-square(bias=in-denominator)`", Ours(new WSquare(0, BiasHandling.InDenominator), a, w, -1));
        Documented("Zennit, `WSquare`", [.. w.Select(weight => weight * weight / (1 + 4 + 1))]);
    }

    [Fact]
    public void Batch_normalisation()
    {
        // y = 2 (a₁ + a₂) − 4 at (1, 2).
        Documented("folded into the layer: weights (2, 2), bias −4", Ours(new LrpZero(), [1, 2], [2, 2], -4));
        Documented("Zennit: passed, then weights (1, 1)", Ours(new LrpZero(), [1, 2], [1, 1]));
    }

    [Fact]
    public void The_loss_instead_of_the_score()
    {
        // f = (x, −x) at x = 1, class 0.
        var builder = new NetworkBuilder();
        var network = builder.Build(builder.Dense("0", Weights.Of([1.0, -1.0], [2, 1]), null, builder.Input));
        Documented("here", Explained(new GradientTimesInput(network), Numbers.One(1)));
        var wrong = 1 / (1 + Math.Exp(2));
        Documented("the original, the image alone", [-2 * wrong]);
        Documented("the original, a batch of two", [-2 * wrong / 2]);
        var loss = new GradientTimesInput(network).Explain(Numbers.One(1), new MeanLoss([0], 2));
        Assert.Equal(-wrong, loss.Relevance.Total(), 12);
    }

    [Fact]
    public void A_negative_unit_in_excitation_backpropagation()
    {
        var (activation, input, one) = (new LeakyReluLayer(0.01), Numbers.One(-1), Numbers.One(1));
        Documented("every other composite: `pass`", new Pass().Propagate(activation, input, one).Values.ToArray());
        Documented("`excitation-backprop`, here and Zennit: `gradient`", new Gradient().Propagate(activation, input, one).Values.ToArray());
    }

    [Fact]
    public void The_activations_of_guided_backpropagation_and_deconvolution()
    {
        var builder = new NetworkBuilder();
        var hidden = builder.Add("1", new LeakyReluLayer(0.5), builder.Dense("0", Weights.Of([1.0, 0, 0, 1], [2, 2]), null, builder.Input));
        var network = builder.Build(builder.Dense("2", Weights.Of([2.0, -3], [1, 2]), null, hidden));
        var image = Numbers.One(1, -1);
        Documented("here, `guided-backpropagation`", Explained(new GuidedBackpropagation(network), image));
        Documented("here, `deconvolution`", Explained(new Deconvolution(network), image));
        Documented("Captum, either", Explained(new InputGradient(network), image));
        var gradient = new InputGradient(Golden.Network).Explain(Golden.Images<double>(), Golden.Labels);
        Assert.InRange(Errors.Relative(gradient.Relevance, Golden.Read("captum.guided_backprop")), 0, Tolerance);
        Assert.InRange(Errors.Relative(gradient.Relevance, Golden.Read("captum.deconvolution")), 0, Tolerance);
    }

    [Fact]
    public void The_trapezoid_rule()
    {
        var integrated = new IntegratedGradients(Weighted([1]), Baseline.Zero, 50, IntegrationRule.Trapezoid);
        Documented("here, `integrated-gradients(rule=trapezoid)`", Explained(integrated, Tensors.Of([1.0], 1, Shape.Of([1, 1, 1]))));
        Documented("Captum, `riemann_trapezoid`", [Enumerable.Range(0, 50).Sum(k => (k is 0 or 49 ? 0.5 : 1) / 50)]);
    }

    [Fact]
    public void The_border_of_the_translation_average()
    {
        var average = new TranslationAverage(new GradientTimesInput(Weighted([1, 1, 1, 1])), 0, 1);
        var found = Explained(average, Tensors.Of([1.0, 1, 1, 1], 1, Shape.Of([1, 2, 2])));
        Assert.All(found, relevance => Documented("here, `translation-average(radius=1)`", [relevance]));
        Documented("the original", [4 / 9.0]);
    }

    [Fact]
    public void What_occlusion_measures()
    {
        var network = Weighted([1, 2], bias: -1);
        Documented("here, `occlusion`, and Captum", Of(OcclusionMeasure.ScoreLost));
        Documented("here, `occlusion(measure=score-of-window)`, and Zennit", Of(OcclusionMeasure.ScoreOfWindow));
        Documented("here, `occlusion(measure=score-without)`, and Zennit with `invert=True`", Of(OcclusionMeasure.ScoreWithout));

        double[] Of(OcclusionMeasure measure) => Explained(new Occlusion(network, Baseline.Zero, 1, 1, measure), Tensors.Of([1.0, 1], 1, Shape.Of([1, 1, 2])));
    }

    [Fact]
    public void The_sign_of_Grad_CAM()
    {
        var builder = new NetworkBuilder();
        var map = builder.Convolution("0", Weights.Of([-1.0], [1, 1, 1, 1]), null, ConvolutionGeometry.Plain(2), builder.Input);
        var network = builder.Build(builder.Dense("2", Weights.Of([1.0], [1, 1]), null, builder.Add("1", new FlattenLayer(), map)));
        var image = Tensors.Of([2.0], 1, Shape.Of([1, 1, 1]));
        Documented("here, `grad-cam`", Explained(new GradCam(network), image));
        Documented("here, `grad-cam(signed=true)`, and Captum", Explained(new GradCam(network, isRectified: false), image));
    }

    [Fact]
    public void The_distance_of_LIME()
    {
        Documented("here, `lime`", [Distance([1, 0], [1, 1])]);
        Documented("Captum", [Distance([3, 0], [3, 1])]);

        static double Distance(double[] a, double[] b) => 1 - Product(a, b) / Math.Sqrt(Product(a, a) * Product(b, b));
        static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
    }

    /// <summary>A weighted sum of all pixels.</summary>
    private static Network Weighted(double[] w, double bias = 0)
    {
        var builder = new NetworkBuilder();
        return builder.Build(builder.Dense("1", Weights.Of(w, [1, w.Length]), Weights.Of([bias], [1]), builder.Add("0", new FlattenLayer(), builder.Input)));
    }

    private static double[] Explained(Explainer explainer, Tensor<double> image) => explainer.Explain(image, Target.Class(0)).Relevance.Values.ToArray();

    private static double[] Ours(Rule rule, double[] a, double[] w, double bias = 0)
    {
        var layer = new LinearLayer("Linear", new DenseMap(Weights.Of(w, [1, w.Length])), bias == 0 ? null : Weights.Of([bias], [1]));
        return rule.Propagate(layer, Numbers.One(a), Numbers.One(1)).Values.ToArray();
    }

    /// <summary>Captum's α1β0: w⁺ whatever the sign of the input, the bias as it is.</summary>
    private static double[] Clamped(double[] a, double[] w, double bias)
    {
        double[] c = [.. a.Zip(w, (x, y) => x * Math.Max(y, 0))];
        return [.. c.Select(value => value / (c.Sum() + bias))];
    }

    /// <summary>γ with one branch: w + γ w⁺ whatever the signs.</summary>
    private static double[] Gamma(double[] a, double[] w, double gamma)
    {
        double[] c = [.. a.Zip(w, (x, y) => x * (y + gamma * Math.Max(y, 0)))];
        return [.. c.Select(value => value / c.Sum())];
    }

    /// <summary>The page has a row with that name, these relevances and, of several, their sum.</summary>
    private static void Documented(string who, double[] relevances)
    {
        var cells = relevances.Length == 1 ? relevances : [.. relevances, relevances.Sum()];
        var row = $"| {who} | {string.Join(" | ", cells.Select(Write))} |";
        Assert.Contains(row, Page, StringComparison.Ordinal);
    }

    private static string Write(double value) => (Math.Round(value, 4) + 0.0).ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');
}
