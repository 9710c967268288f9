using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Tests.Gradients;

/// <summary>Guided backpropagation and deconvolution: agreement with Captum, and what defines them.</summary>
public class BackwardReferenceTests
{
    /// <summary>
    /// Captum changes the gradient at ReLU alone. The references are its hooks on the same weights with ReLU in place of leaky rectifiers, and its hooks
    /// put on the leaky rectifiers themselves.
    /// </summary>
    [Theory]
    [InlineData("captum.guided_backprop_relu", 0)]
    [InlineData("captum.guided_backprop_leaky", 0.01)]
    [InlineData("captum.deconvolution_relu", 0)]
    [InlineData("captum.deconvolution_leaky", 0.01)]
    public void Rectified_gradients_equal_those_of_Captum(string reference, double slope)
    {
        foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-9), (ScalarType.Float32, RoundingBound.OfGradients) })
        {
            var network = Network.From(Golden.Module(type, slope));
            Explainer explainer = reference.Contains("guided", StringComparison.Ordinal) ? new GuidedBackpropagation(network) : new Deconvolution(network);
            using var explanation = explainer.Explain(Golden.Images(type), Golden.Labels);
            Assert.InRange(Errors.Relative(explanation.Relevance, Golden.Read(reference)), 0, tolerance);
        }
    }

    [Fact]
    public void What_is_carried_back_is_rectified_at_every_activation()
    {
        // Two units, z = (1, −1), of which the score takes (2, −3), then (−2, 3).
        var module = nn.Sequential(nn.Linear(2, 2, hasBias: false), nn.LeakyReLU(0.5), nn.Linear(2, 2, hasBias: false)).to(ScalarType.Float64);
        using (no_grad())
        {
            module.get_parameter("0.weight")!.copy_(eye(2, dtype: ScalarType.Float64));
            module.get_parameter("2.weight")!.copy_(tensor(new double[,] { { 2, -3 }, { -2, 3 } }));
        }
        var network = Network.From(module);
        Assert.Equal([2, 0], Of(new GuidedBackpropagation(network), 0));
        Assert.Equal([0, 1.5], Of(new GuidedBackpropagation(network), 1));
        Assert.Equal([2, 0], Of(new Deconvolution(network), 0));
        Assert.Equal([0, 3], Of(new Deconvolution(network), 1));

        static double[] Of(Explainer explainer, int index)
        {
            using var explanation = explainer.Explain(tensor(new[,] { { 1.0, -1.0 } }), Target.Class(index));
            return explanation.Relevance.data<double>().ToArray();
        }
    }

    [Fact]
    public void Without_max_pooling_deconvolution_does_not_depend_on_the_image()
    {
        using var explanation = new Deconvolution(Golden.Network()).Explain(Golden.Images()[..5], Target.Class(3));
        Assert.InRange(Errors.Relative(explanation.Relevance, explanation.Relevance[..1].expand(5, 1, 28, 28)), 0, 1e-12);
    }
}
