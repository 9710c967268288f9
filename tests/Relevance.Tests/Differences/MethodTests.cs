using Relevance.Averaging;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Perturbation;
using Relevance.Tests.Support;
using static Relevance.Tests.Differences.Examples;

namespace Relevance.Tests.Differences;

/// <summary>The numbers of docs/differences.md: methods, in networks of a layer or two.</summary>
public class MethodTests
{
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
    public void The_activations_of_guided_backpropagation_and_deconvolution()
    {
        var builder = new NetworkBuilder();
        var hidden = builder.Add("1", new LeakyReluLayer(0.5), builder.Dense("0", Weights.Of([1.0, 0, 0, 1], [2, 2]), null, builder.Input));
        var network = builder.Build(builder.Dense("2", Weights.Of([2.0, -3], [1, 2]), null, hidden));
        var image = Numbers.One(1, -1);
        Documented("here, `guided-backpropagation`", Explained(new GuidedBackpropagation(network), image));
        Documented("here, `deconvolution`", Explained(new Deconvolution(network), image));
        Documented("Captum, either", Explained(new InputGradient(network), image));
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
}
