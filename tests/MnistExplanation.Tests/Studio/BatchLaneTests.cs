using System.Diagnostics;
using MnistExplanation.Digits;
using MnistExplanation.Serving;
using Relevance;
using Relevance.Studio;
using Relevance.Studio.Engine;

namespace MnistExplanation.Tests.Studio;

public sealed class BatchLaneTests : IDisposable
{
    private readonly StudioEngine engine = new(DigitStudio.Of(DigitModel.Load(null)), new());

    public void Dispose() => engine.Dispose();

    [Fact]
    public async Task A_batch_that_nobody_waits_for_any_more_is_stopped()
    {
        using var lane = new BatchLane(engine.Network, capacity: 8, most: 8);
        using CancellationTokenSource first = new(), second = new(), third = new();
        var endless = new Endless(engine.Network);
        Task<Explained> Ask(CancellationTokenSource patience) => lane.ExplainAsync(endless, engine.Normalize(Pixels.Image(0)), Target.Predicted, patience.Token);

        var alone = Ask(first);
        Assert.Equal(1, await endless.BeginsAsync());
        // These wait for the first, and are one batch when it is over.
        Task<Explained>[] together = [Ask(second), Ask(third)];
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        Assert.Equal(2, await endless.BeginsAsync());

        // One gives up: the other is still served by the same batch.
        await second.CancelAsync();
        var after = endless.Passes + 3;
        await Patience.UntilAsync("three more passes", () => endless.Passes >= after || endless.WasCancelled);
        Assert.False(endless.WasCancelled);
        await third.CancelAsync();

        foreach (var one in together)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        var scores = lane.ExplainAsync(null, engine.Normalize(Pixels.Image(0)), Target.Predicted, TestContext.Current.CancellationToken);
        Assert.Equal(7, (await scores).Predicted);
        Assert.True(endless.WasCancelled);
    }

    [Fact]
    public async Task What_comes_after_the_end_is_told_so()
    {
        var drawings = new BatchLane(engine.Network, capacity: 8, most: 8);
        var work = new WorkLane(capacity: 8);
        drawings.Dispose();
        work.Dispose();

        var late = await Assert.ThrowsAsync<StudioException>(() => drawings.ExplainAsync(null, engine.Normalize(Pixels.Image(0)), Target.Predicted, CancellationToken.None));
        var laterStill = await Assert.ThrowsAsync<StudioException>(() => work.RunAsync(_ => 0, CancellationToken.None));

        Assert.All([late, laterStill], told => Assert.Equal((503, "The studio ends"), (told.Status, told.Title)));
    }

    /// <summary>Never finds anything; gives up in the end, so that a lane that does not stop it fails its test instead of holding it.</summary>
    private sealed class Endless(Model model) : Explainer(model)
    {
        private readonly System.Threading.Channels.Channel<long> begun = System.Threading.Channels.Channel.CreateUnbounded<long>();
        private volatile bool isCancelled;
        private volatile int passes;

        public override string Name => "endless";

        /// <summary>Whether its last batch was stopped.</summary>
        internal bool WasCancelled => isCancelled;

        /// <summary>How often it could have been stopped.</summary>
        internal int Passes => passes;

        /// <summary>Waits for the next batch; the number of its images.</summary>
        internal Task<long> BeginsAsync() => begun.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

        protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch)
        {
            isCancelled = false;
            begun.Writer.TryWrite(batch.Count);
            try
            {
                for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience.Limit;)
                {
                    batch.ThrowIfCancelled();
                    passes++;
                    Thread.Sleep(10);
                }
                throw new InvalidOperationException("Nobody stopped it.");
            }
            catch (OperationCanceledException)
            {
                isCancelled = true;
                throw;
            }
        }
    }
}
