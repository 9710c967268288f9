using Relevance.Averaging;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;
using static Relevance.Tests.Support.Refusals;

namespace Relevance.Tests;

/// <summary>Images as they are given, and models that are no models of images.</summary>
public class GivenImagesTests
{
    [Fact]
    public void As_many_threads_as_there_may_be_are_no_more_than_there_is_work_for()
    {
        var options = new ExplainOptions { Threads = int.MaxValue };
        var images = Subject.Residual.Images<float>();
        foreach (var explainer in new Explainer[] { new InputGradient(Subject.Residual.Network), new SmoothGrad(new InputGradient(Subject.Residual.Network), 3) })
            Same.Explanation(explainer.Explain(images), explainer.Explain(images, null, options));
    }

    [Fact]
    public void Images_of_ever_other_shapes_are_explained_one_after_the_other()
    {
        var explainer = new LayerwiseRelevancePropagation(Subject.Residual.Network, NamedComposites.Default.Create(-6, 6));
        var images = Enumerable.Range(6, 8).Select(length => RandomNetworks.Normal(length, 5, [2, length, 20 - length])).ToArray();
        var first = images.Select(batch => explainer.Explain(batch)).ToArray();
        foreach (var (i, batch) in images.Index().Reverse())
            Same.Explanation(first[i], explainer.Explain(batch));
    }

    [Fact]
    public void A_single_image_can_be_given_as_an_array()
    {
        var explainer = new InputGradient(Golden.Network);
        var images = Golden.Images<float>();
        var alone = explainer.Explain(images.Image(3).ToArray(), [1, 28, 28], Target.Class(2));
        Assert.Equal(explainer.Explain(images, Target.Class(2)).Relevance.Image(3), alone.Relevance.Values);
        Refused<ArgumentException>("784 values", () => explainer.Explain(images.Image(3).ToArray(), [1, 28, 27]));
    }

    [Fact]
    public void A_view_that_does_not_lie_densely_in_memory_is_explained_as_its_copy()
    {
        var images = Subject.Residual.Images<float>();
        var view = images.Slice([3..9, 0..2, 0..8, 1..7]);
        Assert.False(view.IsDense);
        var copy = Tensors.Dense(view);
        Assert.Equal(images[4, 1, 2, 3], copy[1, 1, 2, 2]);
        var explainer = new InputGradient(Subject.Residual.Network);
        Same.Explanation(explainer.Explain(copy), explainer.Explain(view));
    }

    [Fact]
    public void Scores_that_are_no_vector_of_each_image_are_refused()
    {
        var (b, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(1));
        var network = b.Build(b.Convolution("0", draw.Weight(3, 2, 3, 3), null, ConvolutionGeometry.Plain(2), b.Input));
        Refused<ArgumentException>("[N, K]", () => new GradientTimesInput(network).Explain(RandomNetworks.Images(1)));
    }
}
