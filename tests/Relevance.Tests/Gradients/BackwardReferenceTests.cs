using System.Numerics;
using Relevance.Gradients;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;

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
        var network = Golden.Make(slope);
        RectifiedGradient explainer = reference.Contains("guided", StringComparison.Ordinal) ? new GuidedBackpropagation(network) : new Deconvolution(network);
        Assert.InRange(Distances<double>().Max(), 0, 1e-9);
        var bounds = RoundingBound.PerImage(explainer.Compile([1, 28, 28]), "relevance", Golden.Images<double>(), Golden.Labels);
        Assert.All(Distances<float>().Zip(bounds), image => Assert.InRange(image.First, 0, image.Second));

        double[] Distances<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Errors.PerImage(explainer.Explain(Golden.Images<T>(), Golden.Labels).Relevance, Golden.Read(reference));
    }

    [Fact]
    public void What_is_carried_back_is_rectified_at_every_activation()
    {
        // Two units, z = (1, −1), of which the score takes (2, −3), then (−2, 3).
        var network = SmallNetworks.Of(new double[,] { { 1, 0 }, { 0, 1 } }, new LeakyReluLayer(0.5), new double[,] { { 2, -3 }, { -2, 3 } });
        Assert.Equal([2, 0], Of(new GuidedBackpropagation(network), 0));
        Assert.Equal([0, 1.5], Of(new GuidedBackpropagation(network), 1));
        Assert.Equal([2, 0], Of(new Deconvolution(network), 0));
        Assert.Equal([0, 3], Of(new Deconvolution(network), 1));

        static double[] Of(Explainer explainer, int index) =>
            explainer.Explain(Tensors.Of([1.0, -1.0], 1, [2]), Target.Class(index)).Relevance.Values.ToArray();
    }

    [Fact]
    public void Without_max_pooling_deconvolution_does_not_depend_on_the_image()
    {
        var relevance = new Deconvolution(Golden.Network).Explain(Tensors.Range(Golden.Images<double>(), 0, 5), Target.Class(3)).Relevance;
        Assert.InRange(Errors.Relative(relevance, relevance.Map(relevance.Only(0), (_, first) => first)), 0, 1e-12);
    }
}
