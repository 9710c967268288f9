using Relevance.Catalogue;
using Relevance.Networks;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests;

/// <summary>What every explainer promises, whatever the method.</summary>
public class ExplainerTests
{
    public static TheoryData<string> Methods => [.. Explainers.Names, .. Explainers.Written];

    private const string Default = "lrp epsilon-gamma-box";

    private static Explainer Make(string method, nn.Module<Tensor, Tensor> module) =>
        Explainers.Make(method, module, () => Network.From(module), new InputDomain(Golden.Low, Golden.High, Golden.Images()[..4]));

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_image_in_a_batch_is_explained_as_it_is_alone(string method)
    {
        foreach (var (type, tolerances) in new[] { (ScalarType.Float32, InFloat32(method)), (ScalarType.Float64, Everywhere(1e-10)) })
        {
            var explainer = Make(method, Golden.Module(type));
            var images = Golden.Images(type);
            using var together = explainer.Explain(images, Golden.Labels, new ExplainOptions { BatchSize = 32 });
            using var alone = explainer.Explain(images, Golden.Labels, new ExplainOptions { BatchSize = 1 });
            Assert.All(Errors.PerImage(together.Relevance, alone.Relevance).Zip(tolerances), image => Assert.InRange(image.First, 0, image.Second));
        }

        static double[] Everywhere(double tolerance) => [.. Enumerable.Repeat(tolerance, Golden.Classes.Length)];

        // Both may be off, in different directions.
        static double[] InFloat32(string method) => method.StartsWith("lrp ", StringComparison.Ordinal)
            ? [.. RoundingBound.PerImage(Golden.Network(), NamedComposites.Find(method["lrp ".Length..]).Create(Golden.Low, Golden.High), Golden.Images(), Golden.Labels).Select(bound => 2 * bound)]
            : Everywhere(2 * RoundingBound.OfGradients);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_order_of_the_batch_makes_no_difference(string method)
    {
        var explainer = Make(method, Golden.Module());
        var images = Golden.Images();
        using var forward = explainer.Explain(images);
        using var backward = explainer.Explain(images.flip(0));
        Assert.InRange(Errors.Relative(backward.Relevance.flip(0), forward.Relevance), 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Two_calls_give_the_same_bytes(string method)
    {
        var explainer = Make(method, Golden.Module(ScalarType.Float32));
        using var first = explainer.Explain(Golden.Images(ScalarType.Float32));
        using var second = explainer.Explain(Golden.Images(ScalarType.Float32));
        Assert.Equal(first.Relevance.bytes.ToArray(), second.Relevance.bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_predicted_class_is_the_default_target(string method)
    {
        var explainer = Make(method, Golden.Module());
        using var byDefault = explainer.Explain(Golden.Images());
        var predicted = byDefault.Scores.argmax(1).data<long>().ToArray();
        using var byLabel = explainer.Explain(Golden.Images(), Target.Labels(predicted));
        Assert.Equal(byLabel.Relevance.bytes.ToArray(), byDefault.Relevance.bytes.ToArray());
        Assert.Equal(byLabel.ExplainedScores, byDefault.ExplainedScores);
    }

    [Fact]
    public void Scores_that_are_no_vector_of_each_image_are_refused() => Assert.Contains("[N, K]", Assert.Throws<ArgumentException>(
        () => new Relevance.Gradients.GradientTimesInput(Network.From(TorchSharp.torch.nn.Sequential(TorchSharp.torch.nn.Conv2d(1, 2, 3)))).Explain(zeros(2, 1, 5, 5))).Message, StringComparison.Ordinal);

    [Fact]
    public void Progress_counts_the_images_of_each_batch()
    {
        var reports = new Reports();
        using var explanation = Make(Default, Golden.Module()).Explain(Golden.Images(), null, new ExplainOptions { BatchSize = 12, Progress = reports });
        // On several threads a batch is a part of the batch size.
        Assert.Equal(32, reports.Values[^1]);
        Assert.All(reports.Values.Prepend(0).Zip(reports.Values), pair => Assert.InRange(pair.Second - pair.First, 1, 12));
    }

    [Fact]
    public void Bad_input_is_refused_with_its_reason()
    {
        var explainer = Make(Default, Golden.Module());
        var images = Golden.Images();
        using var notFinite = images.clone();
        notFinite[3, 0, 5, 5] = double.NaN;
        Assert.Contains("not finite", Message(() => explainer.Explain(notFinite)), StringComparison.Ordinal);
        Assert.Contains("[0, 1, 28, 28]", Message(() => explainer.Explain(images[..0])), StringComparison.Ordinal);
        Assert.Contains("Int64", Message(() => explainer.Explain(images.to(ScalarType.Int64))), StringComparison.Ordinal);
        Assert.Contains("32 images but 2 labels", Message(() => explainer.Explain(images, Target.Labels([1, 2]))), StringComparison.Ordinal);
        Assert.Contains("classes 0 to 9", Message(() => explainer.Explain(images, Target.Class(-1))), StringComparison.Ordinal);
        Assert.Contains("BatchSize", Message(() => explainer.Explain(images, null, new ExplainOptions { BatchSize = 0 })), StringComparison.Ordinal);

        static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void The_residual_is_the_score_less_the_relevances()
    {
        using var explanation = Make(Default, Golden.Module()).Explain(Golden.Images(), Golden.Labels);
        var score = (explanation.Scores * explanation.Direction).sum(1).data<double>().ToArray();
        var total = explanation.Relevance.flatten(1).sum(1).data<double>().ToArray();
        Assert.Equal(score.Zip(total, (s, t) => s - t), explanation.Residuals, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal("lrp", explanation.Method);
        Assert.Equal("epsilon-gamma-box", explanation.Parameters["composite"]);
    }
}
