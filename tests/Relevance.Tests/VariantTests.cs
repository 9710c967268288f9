using Relevance.Catalogue;
using Relevance.Tests.Support;

namespace Relevance.Tests;

/// <summary>What methods promise that make many variants of each image.</summary>
public class VariantTests
{
    public static TheoryData<string> Methods =>
    [
        "simple-taylor(root=towards-baseline)", "simple-taylor(root=along-gradient)", "integrated-gradients(steps=9)", "integrated-gradients(steps=2, tolerance=0.01, baseline=mean)",
        "expected-gradients(samples=9)", "smoothgrad(samples=9)", "smoothgrad-squared(samples=9)", "vargrad(samples=9)", "translation-average(gradient)",
        "smoothgrad(translation-average(integrated-gradients(steps=3), radius=1), samples=3)",
    ];

    /// <summary>These ask for scores alone.</summary>
    public static TheoryData<string> PerturbationMethods =>
    [
        "occlusion(window=7, stride=7)", "feature-ablation(segment=7, baseline=mean)", "shapley-sampling(segment=14, orders=5)", "kernel-shap(segment=7, samples=40)",
        "lime(segment=7, samples=40)",
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void No_more_images_than_the_batch_size_go_through_the_model_at_once(string method)
    {
        var spy = new SpyModel(Golden.Network());
        using var explanation = Create(method, spy).Explain(Golden.Images()[..8], null, new ExplainOptions { BatchSize = 5 });
        Assert.InRange(spy.Forward.Concat(spy.Gradients).Max(), 1, 5);
        Assert.True(spy.Gradients.Count > 0);
    }

    [Theory]
    [MemberData(nameof(PerturbationMethods))]
    public void No_more_perturbed_images_than_the_batch_size_go_through_the_model_at_once(string method)
    {
        var spy = new SpyModel(Golden.Network());
        using var explanation = Create(method, spy).Explain(Golden.Images()[..8], null, new ExplainOptions { BatchSize = 5 });
        Assert.InRange(spy.Forward.Max(), 1, 5);
        Assert.Empty(spy.Gradients);
        spy.Forward.Clear();
        using var alone = Create(method, spy).Explain(Golden.Images()[..1], null, new ExplainOptions { BatchSize = 5 });
        Assert.Equal(5, spy.Forward.Max());
    }

    [Theory]
    [MemberData(nameof(PerturbationMethods))]
    public void A_single_image_has_the_whole_batch_size_for_its_variants_also_where_batches_run_side_by_side(string method)
    {
        var spy = new SpyModel(Golden.Network()) { SideBySide = true };
        using var explanation = Create(method, spy).Explain(Golden.Images()[..1], null, new ExplainOptions { BatchSize = 12 });
        Assert.Equal(12, spy.Forward.Max());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    [MemberData(nameof(PerturbationMethods))]
    public void A_cancelled_token_ends_the_computation_within_a_batch(string method)
    {
        using var source = new CancellationTokenSource();
        var passes = 0;
        var spy = new SpyModel(Golden.Network(), () =>
        {
            if (++passes == 3)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Create(method, spy).Explain(
            Golden.Images(), null, new ExplainOptions { BatchSize = 32, CancellationToken = source.Token }));
        // What has begun is finished: the pass itself and, at a root point that was just found, the one after it.
        Assert.InRange(passes, 3, 4);
    }

    private static Explainer Create(string method, Model model) =>
        MethodNotation.Parse(method).Create(model, new InputDomain(Golden.Low, Golden.High, Golden.Images()[..12]));
}
