using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CsCheck;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Runtime;
using Relevance.Tests.Lifecycle;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests;

/// <summary>Batches side by side: within the batch size, each image once, the same results, and each thread as it was.</summary>
[Collection(nameof(Alone))]
public class BatchDivisionTests
{
    private const int Small = 28 * 28, Large = 3 * 224 * 224;

    private static readonly long[] Values = [1, Small, 1 << 14, (1 << 14) + 1, Large];

    private static readonly Gen<long> GenValues = Gen.Int[0, Values.Length - 1].Select(i => Values[i]);

    [Fact]
    public void All_batches_at_work_together_hold_no_more_than_the_batch_size() =>
        Gen.Select(Gen.Long[1, 10_000], GenValues, Gen.Int[1, 300], Gen.Int[1, 64]).Sample((images, values, batchSize, threads) =>
        {
            var division = BatchDivision.Of(images, values, batchSize, threads);
            Assert.InRange(division.Size, 1, batchSize);
            Assert.InRange(division.SideBySide, 0, threads);
            Assert.InRange(division.Size * Math.Max(1, division.SideBySide), 1, batchSize);
        });

    [Fact]
    public void Every_image_is_in_exactly_one_batch() =>
        Gen.Select(Gen.Long[1, 300], GenValues, Gen.Int[1, 100], Gen.Int[1, 4]).Sample((images, values, batchSize, threads) =>
        {
            var division = BatchDivision.Of(images, values, batchSize, threads);
            var begun = new ConcurrentDictionary<int, long>();
            division.ForEach(images, CancellationToken.None, (number, first) => Assert.True(begun.TryAdd(number, first)));
            Assert.Equal(Enumerable.Range(0, begun.Count), begun.Keys.Order());
            Assert.All(begun, batch => Assert.Equal((long)batch.Key * division.Size, batch.Value));
            // The last one is not empty, and no image is behind it.
            Assert.InRange(images - (begun.Count - 1L) * division.Size, 1, division.Size);
        });

    [Theory]
    [InlineData(1, Small, 128, 2, 16, 2)]
    [InlineData(100, Small, 128, 2, 50, 2)]
    [InlineData(10_000, Small, 128, 4, 32, 4)]
    [InlineData(100, Small, 128, 1, 128, 0)]
    [InlineData(100, Small, 1, 4, 1, 1)]
    [InlineData(1, Large, 128, 2, 128, 0)]
    [InlineData(100, Large, 1, 2, 1, 0)]
    [InlineData(4, Large, 128, 2, 2, 2)]
    public void Small_images_always_have_a_thread_each_and_large_ones_where_there_are_enough(long images, long values, int batchSize, int threads, int size, int sideBySide) =>
        Assert.Equal(new BatchDivision(size, sideBySide), BatchDivision.Of(images, values, batchSize, threads));

    [Fact]
    public void One_batch_after_the_other_gives_the_same_bits_as_side_by_side() => WithThreads(2, () =>
    {
        Assert.SkipUnless(SingleThread.Available == 2, "Batches are not computed side by side on this system.");
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var images = cat([Golden.Images(type), Golden.Images(type)], 0);
            var explainer = Propagation(type);
            using var sideBySide = explainer.Explain(images);
            // A ledger is kept by one thread.
            using var after = explainer.ExplainWithLedger(images).Explanation;
            State.AssertSame(after, sideBySide);
        }
    });

    [Theory]
    [InlineData("simple-taylor")]
    [InlineData("lrp epsilon-gamma-box")]
    [InlineData("integrated-gradients(steps=7)")]
    [InlineData("occlusion(window=7, stride=7)")]
    public void The_number_of_threads_makes_no_difference_but_for_rounding(string method)
    {
        var images = cat([Golden.Images(ScalarType.Float32), Golden.Images(ScalarType.Float32)], 0);
        var module = Golden.Module(ScalarType.Float32);
        var explainer = Explainers.Make(method, module, () => Network.From(module), new(Golden.Low, Golden.High));
        Explanation? one = null, two = null, twoAgain = null;
        WithThreads(1, () => one = explainer.Explain(images));
        WithThreads(2, () => (two, twoAgain) = (explainer.Explain(images), explainer.Explain(images)));
        State.AssertSame(two!, twoAgain!);
        // Both are rounded, each in its order.
        Assert.InRange(Errors.Relative(two!.Relevance, one!.Relevance), 0, 2 * RoundingBound.OfGradients);
        Assert.InRange(Errors.Relative(two.Scores, one.Scores), 0, 2 * RoundingBound.OfGradients);
    }

    [Theory]
    [InlineData("success")]
    [InlineData("failure")]
    [InlineData("cancellation")]
    public void The_calling_thread_has_its_threads_back_afterwards(string end) => WithThreads(2, () =>
    {
        var explainer = Propagation(ScalarType.Float64);
        var images = Golden.Images();
        using var source = new CancellationTokenSource();
        var inside = new ConcurrentBag<int>();
        var options = new ExplainOptions
        {
            BatchSize = 4,
            CancellationToken = source.Token,
            Progress = new Reports(() =>
            {
                inside.Add(get_num_threads());
                if (end == "cancellation")
                    source.Cancel();
                if (end == "failure")
                    throw new DeliberateException();
            }),
        };
        foreach (var explain in new Func<Explanation>[] { () => explainer.Explain(images, null, options), () => explainer.ExplainWithLedger(images, null, options).Explanation })
        {
            var before = (get_num_threads(), ThreadsOfMkl());
            if (end == "success")
                explain().Dispose();
            else
                Assert.IsType(end == "failure" ? typeof(DeliberateException) : typeof(OperationCanceledException), Record.Exception(() => explain()));
            Assert.Equal(before, (get_num_threads(), ThreadsOfMkl()));
            Assert.Equal(2, TorchRuntime.Threads);
        }
        Assert.SkipUnless(SingleThread.Available == 2, "Batches are not computed side by side on this system.");
        Assert.All(inside, threads => Assert.Equal(1, threads));
    });

    [Fact]
    public void A_thread_is_alone_until_the_outermost_scope_ends() => WithThreads(3, () =>
    {
        Assert.SkipUnless(SingleThread.Available == 3, "The number of threads of one thread cannot be set on this system.");
        var before = ThreadsOfMkl();
        using (SingleThread.Enter())
        {
            Assert.Equal((1, 1, 1), (get_num_threads(), ThreadsOfMkl(), SingleThread.Available));
            SingleThread.Enter().Dispose();
            Assert.Equal((1, 1, 1), (get_num_threads(), ThreadsOfMkl(), SingleThread.Available));
        }
        Assert.Equal((3, before, 3), (get_num_threads(), ThreadsOfMkl(), SingleThread.Available));
    });

    [Fact]
    public void An_explanation_within_an_explanation_is_right() => WithThreads(2, () =>
    {
        var explainer = Propagation(ScalarType.Float64);
        var images = Golden.Images();
        using var expected = explainer.Explain(images);
        var inner = new ConcurrentBag<double>();
        var options = new ExplainOptions { BatchSize = 8, Progress = new Reports(Within) };
        using var outer = explainer.Explain(images, null, options);
        Assert.NotEmpty(inner);
        Assert.All(inner, error => Assert.InRange(error, 0, 1e-10));
        Assert.InRange(Errors.Relative(outer.Relevance, expected.Relevance), 0, 1e-10);
        Assert.Equal(2, get_num_threads());

        void Within()
        {
            using var explanation = explainer.Explain(images);
            inner.Add(Errors.Relative(explanation.Relevance, expected.Relevance));
        }
    });

    [Fact]
    public async Task Explanations_on_every_thread_of_a_full_pool_come_to_an_end()
    {
        var explainer = Propagation(ScalarType.Float32);
        var images = Golden.Images(ScalarType.Float32);
        using var expected = explainer.Explain(images);
        var all = Enumerable.Range(0, 8 * Environment.ProcessorCount).Select(_ => Task.Run(() =>
        {
            using var explanation = explainer.Explain(images);
            State.AssertSame(expected, explanation);
        }, TestContext.Current.CancellationToken));
        await Task.WhenAll(all);
    }

    [Fact]
    public void What_was_thrown_on_another_thread_is_thrown_as_it_was() => WithThreads(2, () =>
    {
        var thrown = Assert.Throws<DeliberateException>(() => new BatchDivision(1, 2).ForEach(8, TestContext.Current.CancellationToken, (_, _) => throw new DeliberateException()));
        Assert.Contains(nameof(What_was_thrown_on_another_thread_is_thrown_as_it_was), thrown.StackTrace, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(0, "never asked")]
    [InlineData(2, "twice")]
    public void A_method_that_does_not_ask_for_the_direction_once_is_told_so(int times, string message)
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => new Asking(Golden.Network(), times).Explain(Golden.Images()[..2]));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'asking'", thrown.Message, StringComparison.Ordinal);
    }

    private static LayerwiseRelevancePropagation Propagation(ScalarType type) =>
        new(Golden.Network(type), NamedComposites.Find("epsilon-gamma-box").Create(Golden.Low, Golden.High));

    private static void WithThreads(int threads, Action action)
    {
        var before = TorchRuntime.Threads;
        TorchRuntime.Threads = threads;
        try
        {
            action();
        }
        finally
        {
            TorchRuntime.Threads = before;
        }
    }

    /// <summary>How many threads MKL uses on the current thread; 0 where that cannot be asked.</summary>
    private static int ThreadsOfMkl() =>
        LibtorchContext.Export("MKL_Get_Max_Threads") is var address && address == IntPtr.Zero ? 0 : Marshal.GetDelegateForFunctionPointer<Count>(address)();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Count();

    private sealed class Asking(Model model, int times) : Explainer(model)
    {
        public override string Name => "asking";

        protected override BatchExplanation ExplainBatch(ImageBatch batch)
        {
            var scores = Model.Scores(batch.Images);
            for (var i = 0; i < times; i++)
                batch.Direction(scores);
            return new(scores, zeros_like(batch.Images));
        }
    }
}
