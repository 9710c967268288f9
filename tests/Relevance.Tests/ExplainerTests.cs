using Relevance.Catalogue;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests;

/// <summary>What every explainer promises, whatever the method.</summary>
public class ExplainerTests
{
    public static TheoryData<string> Methods =>
    [
        "sensitivity-analysis", "simple-taylor", "lrp", "simple-taylor by autograd",
        "gradient", "gradient(absolute=true)", "gradient-times-input", "simple-taylor(root=baseline, baseline=zero)", "simple-taylor(root=towards-baseline)",
        "simple-taylor(root=along-gradient)", "integrated-gradients(steps=7)", "integrated-gradients(steps=3, tolerance=0.05)",
        "integrated-gradients(steps=4, baseline=blurred, rule=trapezoid)", "expected-gradients(samples=6)", "smoothgrad(samples=5)", "smoothgrad-squared(samples=5)",
        "vargrad(samples=5)", "translation-average(radius=1)", "smoothgrad(translation-average(integrated-gradients(steps=2), radius=1), samples=2)",
        "guided-backpropagation", "deconvolution", "deeplift", "deeplift(baseline=mean)", "deeplift(rule=reveal-cancel)", "grad-cam", "grad-cam(layer=1, signed=true)",
        "layer-activation-times-gradient", "occlusion(window=7, stride=5)", "occlusion(window=7, stride=7, baseline=blurred, measure=score-of-window)",
        "feature-ablation(segment=7)", "shapley-sampling(segment=7, orders=3)", "kernel-shap(segment=7, samples=40)", "lime(segment=7, samples=40)",
        "lime(segment=7, samples=40, penalty=lasso)",
    ];

    private static Explainer Make(string method, nn.Module<Tensor, Tensor> module) => method switch
    {
        "sensitivity-analysis" => new SensitivityAnalysis(Network.From(module)),
        "simple-taylor" => new SimpleTaylor(Network.From(module)),
        "simple-taylor by autograd" => new SimpleTaylor(new AutogradModel(module)),
        "lrp" => new LayerwiseRelevancePropagation(Network.From(module), NamedComposites.Default.Create(Golden.Low, Golden.High)),
        _ => MethodNotation.Parse(method).Create(Network.From(module), new InputDomain(Golden.Low, Golden.High, Golden.Images()[..4])),
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_image_in_a_batch_is_explained_as_it_is_alone(string method)
    {
        var explainer = Make(method, Golden.Module(ScalarType.Float32));
        var images = Golden.Images(ScalarType.Float32);
        using var together = explainer.Explain(images, Golden.Labels, new ExplainOptions { BatchSize = 32 });
        using var alone = explainer.Explain(images, Golden.Labels, new ExplainOptions { BatchSize = 1 });
        Assert.InRange(Errors.Relative(together.Relevance, alone.Relevance), 0, 1e-5);
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
    public async Task Two_threads_at_once_get_what_one_gets(string method)
    {
        var explainer = Make(method, Golden.Module());
        using var alone = explainer.Explain(Golden.Images());
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var explanation = explainer.Explain(Golden.Images(), null, new ExplainOptions { BatchSize = 8 });
            return Errors.Relative(explanation.Relevance, alone.Relevance);
        }, TestContext.Current.CancellationToken)));
        Assert.All(together, error => Assert.InRange(error, 0, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_module_is_left_as_it_was_also_after_an_error(string method)
    {
        var module = Golden.Module(ScalarType.Float32);
        module.parameters().First().requires_grad = true;
        var before = Bytes(module);
        var explainer = Make(method, module);
        using (explainer.Explain(Golden.Images(ScalarType.Float32)))
        {
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => explainer.Explain(Golden.Images(ScalarType.Float32), Target.Class(10)));
        Assert.Equal(before, Bytes(module));
        Assert.All(module.parameters(), parameter => Assert.True(parameter.grad is null));
        Assert.False(module.training);
        Assert.True(module.parameters().First().requires_grad);
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
    public void Progress_counts_the_images_of_each_batch()
    {
        var reports = new Reports();
        using var explanation = Make("lrp", Golden.Module()).Explain(Golden.Images(), null, new ExplainOptions { BatchSize = 12, Progress = reports });
        Assert.Equal([12, 24, 32], reports.Values);
    }

    [Fact]
    public void A_cancelled_token_ends_the_computation()
    {
        using var source = new CancellationTokenSource();
        var cancelAfterFirst = new Reports(source.Cancel);
        var options = new ExplainOptions { BatchSize = 8, Progress = cancelAfterFirst, CancellationToken = source.Token };
        Assert.Throws<OperationCanceledException>(() => Make("lrp", Golden.Module()).Explain(Golden.Images(), null, options));
        Assert.Equal([8], cancelAfterFirst.Values);
    }

    [Fact]
    public void Bad_input_is_refused_with_its_reason()
    {
        var explainer = Make("lrp", Golden.Module());
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
    public void A_module_in_training_mode_is_refused_by_autograd_and_makes_no_difference_to_a_network()
    {
        var module = Golden.Module();
        using var evaluation = Make("simple-taylor", module).Explain(Golden.Images());
        module.train();
        using var training = Make("simple-taylor", module).Explain(Golden.Images());
        Assert.Equal(evaluation.Relevance.bytes.ToArray(), training.Relevance.bytes.ToArray());
        Assert.Contains("eval()", Assert.Throws<InvalidOperationException>(
            () => Make("simple-taylor by autograd", module).Explain(Golden.Images())).Message, StringComparison.Ordinal);
        Assert.True(module.training);
    }

    [Fact]
    public void The_residual_is_the_score_less_the_relevances()
    {
        using var explanation = Make("lrp", Golden.Module()).Explain(Golden.Images(), Golden.Labels);
        var score = (explanation.Scores * explanation.Direction).sum(1).data<double>().ToArray();
        var total = explanation.Relevance.flatten(1).sum(1).data<double>().ToArray();
        Assert.Equal(score.Zip(total, (s, t) => s - t), explanation.Residuals, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal("lrp", explanation.Method);
        Assert.Equal("epsilon-gamma-box", explanation.Parameters["composite"]);
    }

    private static byte[] Bytes(nn.Module module) => [.. module.parameters().SelectMany(parameter => parameter.bytes.ToArray())];

    private sealed class Reports(Action? afterFirst = null) : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value)
        {
            Values.Add(value);
            afterFirst?.Invoke();
        }
    }
}
