using Relevance.Baselines;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests;

/// <summary>What methods promise that make many variants of each image.</summary>
public class VariantTests
{
    /// <summary>Those that make variants: two passes are the image's own and, where there is one, that of the point it is compared with.</summary>
    private static IEnumerable<Method> All => Explainers.All.Where(method => !method.NeedsNetwork && method.Passes(Subject.Golden) > 2);

    public static TheoryData<string> Methods => [.. All.Select(method => method.Name)];

    public static TheoryData<string> PerturbationMethods => [.. All.Where(method => method.AsksForScoresAlone).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void No_more_images_than_the_batch_size_go_through_the_model_at_once(string method)
    {
        var spy = new SpyModel(Golden.Network);
        Create(method, spy).Explain(Tensors.Range(Golden.Images<float>(), 0, 8), null, new ExplainOptions { BatchSize = 5 });
        Assert.InRange(spy.Forward.Concat(spy.Gradients).Max(), 1, 5);
        Assert.Equal(Explainers.Find(method).AsksForScoresAlone, spy.Gradients.Count == 0);
        var alone = new SpyModel(Golden.Network);
        Create(method, alone).Explain(Tensors.Range(Golden.Images<float>(), 0, 1), null, new ExplainOptions { BatchSize = 3 });
        Assert.Equal(3, alone.Forward.Concat(alone.Gradients).Max());
    }

    [Theory]
    [MemberData(nameof(PerturbationMethods))]
    public void A_single_image_has_the_whole_batch_size_for_its_variants_on_each_thread(string method)
    {
        var spy = new SpyModel(Golden.Network) { SideBySide = true };
        Create(method, spy).Explain(Tensors.Range(Golden.Images<float>(), 0, 1), null, new ExplainOptions { BatchSize = 8, Threads = 2 });
        Assert.Equal(8, spy.Forward.Max());
    }

    [Fact]
    public void Variants_are_shared_out_evenly_among_threads_in_full_tiles()
    {
        // 676 places of the window: twice 128 for each of two threads, and what is left is not 128 and 36.
        var spy = new SpyModel(Golden.Network) { SideBySide = true };
        new Occlusion(spy, Baseline.Black(Golden.Low)).Explain(Tensors.Range(Golden.Images<float>(), 0, 1), null, new ExplainOptions { BatchSize = 128, Threads = 2 });
        Assert.Equal([1, 68, 96, 128, 128, 128, 128], spy.Forward.Order());
    }

    [Fact]
    public void Variants_come_in_order_and_are_zero_before_they_are_written()
    {
        var found = new List<(int Variant, int Image, float First, float Last)>();
        new Marking(Golden.Network, found).Explain(Tensors.Range(Golden.Images<float>(), 0, 2), null, new ExplainOptions { BatchSize = 6, Threads = 1 });
        // A value of one is the number of the variant and of the image, the others are 0 whatever was written there before.
        Assert.Equal(Enumerable.Range(0, 80).Select(j => (j / 2, j % 2, 10f * (j / 2) + j % 2, 0f)), found);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_cancelled_token_ends_the_computation_within_a_batch(string method)
    {
        using var source = new CancellationTokenSource();
        var passes = 0;
        var spy = new SpyModel(Golden.Network, () =>
        {
            if (++passes == 3)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Create(method, spy).Explain(
            Golden.Images<float>(), null, new ExplainOptions { BatchSize = 32, CancellationToken = source.Token }));
        Assert.Equal(3, passes);
    }

    private static Explainer Create(string method, Model model) => Explainers.Find(method).Make(Subject.Golden, model);

    /// <summary>Writes one value of each of 40 variants, at a place that differs from variant to variant.</summary>
    private sealed class Marking(Model model, List<(int Variant, int Image, float First, float Last)> found) : Explainer(model)
    {
        public override string Name => "marking";

        protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
        {
            var scores = Model.Scores(batch.Images);
            batch.ForEachVariant(40, (v, i, values) => values[v * 7 + i] = T.CreateTruncating(10 * v + i), batch.Direction(scores), copies => copies.Images, (v, i, values) =>
            {
                var marked = values[v * 7 + i];
                lock (found)
                    found.Add((v, batch.Places[i], float.CreateTruncating(marked), float.CreateTruncating(T.CreateTruncating(Sums.Of(values)) - marked)));
            });
            return new(scores, batch.Images);
        }
    }
}
