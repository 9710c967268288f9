using System.Collections.Concurrent;
using System.Numerics;
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
    private static readonly Dictionary<string, Func<Explainer>> Explainers = new()
    {
        ["gradient"] = () => new InputGradient(Golden.Network),
        ["sensitivity-analysis"] = () => new SensitivityAnalysis(Golden.Network),
        ["guided-backpropagation"] = () => new GuidedBackpropagation(Golden.Network),
        ["lrp"] = Propagation,
        ["occlusion"] = () => new Occlusion(Golden.Network, Baseline.Black(Golden.Low), 7, 7),
        ["occlusion of windows"] = () => new Occlusion(Golden.Network, Baseline.Blurred(), 7, 5, OcclusionMeasure.ScoreOfWindow),
        ["feature-ablation"] = () => new FeatureAblation(Golden.Network, FeatureMask.Squares(5), Baseline.Mean),
        ["shapley-sampling"] = () => new ShapleySampling(Golden.Network, FeatureMask.Squares(7), Baseline.Zero, 4),
        ["kernel-shap"] = () => new KernelShap(Golden.Network, FeatureMask.Squares(7), Baseline.Mean, 60),
        ["kernel-shap of few samples"] = () => new KernelShap(Golden.Network, FeatureMask.Squares(4), Baseline.Zero, 20),
        ["lime"] = () => new Lime(Golden.Network, FeatureMask.Squares(7), Baseline.Zero, 50),
        ["lime by lasso"] = () => new Lime(Golden.Network, FeatureMask.Squares(7), Baseline.Zero, 50, penalty: LimePenalty.Lasso),
        ["smoothgrad"] = () => new SmoothGrad(new InputGradient(Golden.Network), 7),
        ["vargrad"] = () => new VarGrad(Propagation(), 5),
        ["translation-average"] = () => new TranslationAverage(Propagation(), Golden.Low, 1),
        ["wrappers of wrappers"] = () => new SmoothGradSquared(new TranslationAverage(new InputGradient(Golden.Network), Golden.Low, 1), 3),
    };

    public static TheoryData<string> Methods => [.. Explainers.Keys];

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_image_has_the_same_bits_whatever_the_batch_and_the_threads(string method)
    {
        AssertSameBits<float>(Explainers[method](), Tensors.Range(Golden.Images<float>(), 0, 21));
        AssertSameBits<double>(Explainers[method](), Tensors.Range(Golden.Images<double>(), 3, 5));
    }

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

    [Fact]
    public void A_model_that_may_remember_is_never_asked_from_two_threads_at_once()
    {
        var (inside, most) = (0, 0);
        var spy = new SpyModel(Golden.Network, () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Sleep(1);
            Interlocked.Decrement(ref inside);
        });
        var explainer = new SmoothGrad(new InputGradient(spy), 3);
        explainer.Explain(Golden.Images<float>(), null, new ExplainOptions { BatchSize = 4, Threads = 4 });
        Assert.Equal(1, most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failing_report_and_a_cancelled_token_end_the_computation_as_what_they_are(int threads)
    {
        using var source = new CancellationTokenSource();
        var explainer = Propagation();
        var failing = new ExplainOptions { BatchSize = 4, Threads = threads, Progress = new Reports(() => throw new DeliberateException()) };
        var cancelling = new ExplainOptions { BatchSize = 4, Threads = threads, Progress = new Reports(source.Cancel), CancellationToken = source.Token };
        Assert.Throws<DeliberateException>(() => explainer.Explain(Golden.Images<float>(), null, failing));
        Assert.Throws<OperationCanceledException>(() => explainer.Explain(Golden.Images<float>(), null, cancelling));
        Assert.Throws<OperationCanceledException>(() => explainer.ExplainWithLedger(Golden.Images<float>(), null, cancelling));
        // And the explainer is as it was.
        Assert.Equal(Propagation().Explain(Golden.Images<float>()).Relevance.Bits(), explainer.Explain(Golden.Images<float>()).Relevance.Bits());
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

    private static void AssertSameBits<T>(Explainer explainer, Tensor<T> images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = explainer.Explain(images, null, new ExplainOptions { BatchSize = 1, Threads = 1 });
        foreach (var (batchSize, threads) in new[] { (128, 1), (128, 3), (5, 2), (17, 4) })
        {
            var actual = explainer.Explain(images, null, new ExplainOptions { BatchSize = batchSize, Threads = threads });
            Assert.Equal(expected.Relevance.Bits(), actual.Relevance.Bits());
            Assert.Equal(expected.Scores.Bits(), actual.Scores.Bits());
            Assert.Equal(expected.StandardErrors?.Bits(), actual.StandardErrors?.Bits());
            Assert.Equal(expected.Diagnostics.Values.SelectMany(each => each), actual.Diagnostics.Values.SelectMany(each => each));
        }
        var last = images.ImageCount - 1;
        var alone = explainer.Explain(Tensors.Range(images, last, 1), null, new ExplainOptions { BatchSize = 64, Threads = 2 });
        Assert.Equal(Tensors.Range(expected.Relevance, last, 1).Bits(), alone.Relevance.Bits());
    }

    private static LayerwiseRelevancePropagation Propagation() => new(Golden.Network, NamedComposites.Find("epsilon-gamma-box").Create(Golden.Low, Golden.High));

    private sealed class DeliberateException : Exception;

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
