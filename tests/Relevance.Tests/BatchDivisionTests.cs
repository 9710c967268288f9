using CsCheck;
using Relevance.Runtime;
using Relevance.Tests.Lifecycle;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests;

/// <summary>Batches side by side: nothing is lost, nothing is done twice, and nobody notices.</summary>
[Collection(nameof(Alone))]
public class BatchDivisionTests
{
    private static readonly Gen<(int Images, int Values, int BatchSize)> Cases = Gen.Select(Gen.Int[1, 500], Gen.Int[1, 100_000], Gen.Int[1, 300]);

    [Fact]
    public void Every_image_is_in_one_batch_and_those_at_work_together_are_no_more_than_the_batch_size() => Cases.Sample(c =>
    {
        var division = BatchDivision.Of(c.Images, c.Values, c.BatchSize);
        var seen = new int[c.Images];
        division.ForEach(c.Images, TestContext.Current.CancellationToken, (number, first) =>
        {
            Assert.Equal((long)number * division.Size, first);
            for (var image = first; image < Math.Min(first + division.Size, c.Images); image++)
                Interlocked.Increment(ref seen[image]);
        });
        Assert.All(seen, times => Assert.Equal(1, times));
        // A batch holds at least one image, so fewer threads than images per batch size cannot share it.
        Assert.InRange(division.Size * Math.Max(1, division.SideBySide), 1, Math.Max(c.BatchSize, division.SideBySide));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_number_of_threads_makes_no_difference_beyond_rounding(int threads)
    {
        var before = TorchRuntime.Threads;
        using var expected = Explain();
        TorchRuntime.Threads = threads;
        try
        {
            using var found = Explain();
            var peak = expected.Relevance.abs().max().item<double>();
            Assert.InRange((found.Relevance - expected.Relevance).abs().max().item<double>() / peak, 0, 1e-12);
            Assert.Equal(threads, get_num_threads());
        }
        finally
        {
            TorchRuntime.Threads = before;
        }

        static Explanation Explain() => Explainers.Make("lrp epsilon-gamma-box", Golden.Module(), () => Golden.Network().To(ScalarType.Float64), Golden.Low, Golden.High)
            .Explain(Golden.Images(), Golden.Labels, new ExplainOptions { BatchSize = 16 });
    }

    [Fact]
    public void What_goes_wrong_in_a_batch_is_thrown_as_it_is_and_the_thread_has_its_threads_back()
    {
        var threads = get_num_threads();
        var division = new BatchDivision(1, 2);
        Assert.Throws<DivideByZeroException>(() => division.ForEach(8, TestContext.Current.CancellationToken, (number, _) => throw new DivideByZeroException($"{number}")));
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => division.ForEach(8, source.Token, (_, _) => source.Cancel()));
        Assert.Equal(threads, get_num_threads());
        Assert.False(SingleThread.IsEntered);
    }

    [Fact]
    public void A_thread_that_is_alone_stays_alone_until_the_outer_scope_ends()
    {
        var threads = get_num_threads();
        using (SingleThread.Enter())
        {
            using (SingleThread.Enter())
                Assert.Equal(SingleThread.IsAvailable ? 1 : threads, get_num_threads());
            Assert.Equal(SingleThread.IsAvailable, SingleThread.IsEntered);
            Assert.Equal(0, BatchDivision.Of(100, 784, 10).SideBySide);
        }
        Assert.Equal(threads, get_num_threads());
    }
}
