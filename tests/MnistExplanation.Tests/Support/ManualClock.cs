namespace MnistExplanation.Tests.Support;

/// <summary>Time that passes when a test says so.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly SemaphoreSlim created = new(0);
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), now + dueTime);
        lock (gate)
            timers.Add(timer);
        created.Release();
        return timer;
    }

    /// <summary>Waits until somebody waits for the clock, once for each call.</summary>
    internal Task WaitForTimerAsync(CancellationToken cancellation) => created.WaitAsync(cancellation);

    /// <summary>Lets time pass.</summary>
    internal void Advance(TimeSpan time)
    {
        ManualTimer[] due;
        lock (gate)
        {
            now += time;
            due = [.. timers.Where(timer => timer.Due <= now)];
            timers.RemoveAll(timer => timer.Due <= now);
        }
        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class ManualTimer(Action callback, TimeSpan due) : ITimer
    {
        private bool disposed;

        internal TimeSpan Due => due;

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire()
        {
            if (!disposed)
                callback();
        }
    }
}
