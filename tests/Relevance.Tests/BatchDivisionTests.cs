using System.Collections.Concurrent;
using System.Numerics.Tensors;
using CsCheck;
using Relevance.Averaging;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Perturbation;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;

namespace Relevance.Tests;

/// <summary>Batches side by side: each image once, and the same bits whatever the batches and the threads.</summary>
public class BatchDivisionTests
{
    [Fact]
    public void Every_image_is_in_exactly_one_batch_and_no_batch_is_larger_than_asked_for() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 100], Gen.Int[1, 4]).Sample((count, batchSize, threads) =>
        {
            var (model, reports) = (new Counting(), new Reports());
            var images = Tensors.Of([.. Enumerable.Range(0, count).Select(i => (double)i)], count, [1]);
            var explanation = new Plain(model).Explain(images, null, new ExplainOptions { BatchSize = batchSize, Threads = threads, Progress = reports });
            Assert.Equal(images.Values.ToArray(), explanation.Relevance.Values.ToArray());
            Assert.Equal(Enumerable.Range(0, count).Select(i => (double)i), model.Seen.Order());
            Assert.InRange(model.Largest, 1, batchSize);
            // Told after each batch, in steps that end at the number of images.
            Assert.Equal(count, reports.Values[^1]);
            Assert.Equal(reports.Values.Distinct().Order(), reports.Values);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_cancelled_token_ends_the_computation_of_a_ledger_too(int threads)
    {
        using var source = new CancellationTokenSource();
        var explainer = Propagation();
        var cancelling = new ExplainOptions { BatchSize = 4, Threads = threads, Progress = new Reports(source.Cancel), CancellationToken = source.Token };
        Assert.Throws<OperationCanceledException>(() => explainer.ExplainWithLedger(Golden.Images<float>(), null, cancelling));
        // And the explainer is as it was.
        Same.Explanation(Propagation().Explain(Golden.Images<float>()), explainer.Explain(Golden.Images<float>()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_was_thrown_on_another_thread_is_thrown_as_it_was(int threads)
    {
        foreach (var (count, samples) in new[] { (12, 1), (1, 40) })
        {
            var spy = new SpyModel(Golden.Network, () => throw new DeliberateException()) { SideBySide = true };
            var thrown = Assert.Throws<DeliberateException>(() => new SmoothGrad(new InputGradient(spy), samples).Explain(
                Tensors.Range(Golden.Images<float>(), 0, count), null, new ExplainOptions { BatchSize = 4, Threads = threads }));
            Assert.Contains(nameof(What_was_thrown_on_another_thread_is_thrown_as_it_was), thrown.StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_variant_throws_on_another_thread_is_thrown_as_it_was()
    {
        var passes = 0;
        // The image itself passes, its variants do not.
        var spy = new SpyModel(Golden.Network, () =>
        {
            if (Interlocked.Increment(ref passes) > 1)
                throw new DeliberateException();
        })
        {
            SideBySide = true,
        };
        Assert.Throws<DeliberateException>(() => new Occlusion(spy, Baseline.Zero, 7, 7).Explain(
            Tensors.Range(Golden.Images<float>(), 0, 1), null, new ExplainOptions { BatchSize = 4, Threads = 3 }));
    }

    [Fact]
    public void An_explanation_within_an_explanation_is_right()
    {
        var explainer = Propagation();
        var expected = explainer.Explain(Golden.Images<double>()).Relevance.Bits();
        var inner = new ConcurrentBag<byte[]>();
        var options = new ExplainOptions { BatchSize = 8, Threads = 2, Progress = new Reports(() => inner.Add(explainer.Explain(Golden.Images<double>()).Relevance.Bits())) };
        Assert.Equal(expected, explainer.Explain(Golden.Images<double>(), null, options).Relevance.Bits());
        Assert.NotEmpty(inner);
        Assert.All(inner, bits => Assert.Equal(expected, bits));
    }

    [Fact]
    public async Task Explanations_on_every_thread_of_a_full_pool_come_to_an_end()
    {
        var explainer = new Occlusion(Golden.Network, Baseline.Zero, 7, 7);
        var expected = explainer.Explain(Golden.Images<float>()).Relevance.Bits();
        var all = Enumerable.Range(0, 8 * Environment.ProcessorCount).Select(_ => Task.Run(
            () => Assert.Equal(expected, explainer.Explain(Golden.Images<float>()).Relevance.Bits()), TestContext.Current.CancellationToken));
        await Task.WhenAll(all);
    }

    [Fact]
    public void A_method_that_does_not_ask_for_the_direction_is_told_so()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => new Silent(Golden.Network).Explain(Tensors.Range(Golden.Images<float>(), 0, 2)));
        Assert.Contains("never asked", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'silent'", thrown.Message, StringComparison.Ordinal);
    }

    private static LayerwiseRelevancePropagation Propagation() => new(Golden.Network, NamedComposites.Find("epsilon-gamma-box").Create(Golden.Low, Golden.High));

    /// <summary>Its only score is the image's only value.</summary>
    private sealed class Counting : Model
    {
        public ConcurrentBag<double> Seen { get; } = [];

        public int Largest { get; private set; }

        public override bool ComputesSideBySide => true;

        public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
        {
            lock (Seen)
                Largest = Math.Max(Largest, images.ImageCount);
            foreach (var value in images.Values)
                Seen.Add(double.CreateTruncating(value));
            return images;
        }
    }

    /// <summary>The scores as relevance.</summary>
    private sealed class Plain(Model model) : Explainer(model)
    {
        public override string Name => "plain";

        protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
        {
            var scores = Model.Scores(batch.Images);
            batch.Direction(scores);
            return new(scores, scores);
        }
    }

    private sealed class Silent(Model model) : Explainer(model)
    {
        public override string Name => "silent";

        protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch) => new(Model.Scores(batch.Images), batch.Images);
    }
}
