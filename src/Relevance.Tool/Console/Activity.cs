using Spectre.Console;

namespace Relevance.Tool.Console;

/// <summary>How far a piece of work is.</summary>
/// <param name="Fraction">From 0 to 1.</param>
/// <param name="Text">What is being done, in a few words.</param>
/// <param name="Detail">What a line can say besides, such as the speed; a bar has no room for it.</param>
internal readonly record struct ActivityState(double Fraction, string Text, string Detail = "");

/// <summary>
/// Runs work that may take a while: with a bar on a terminal if it takes longer than a second, elsewhere with a line every few seconds, so that the user sees
/// that the program is working.
/// </summary>
internal static class Activity
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Runs the work on another thread and waits for it.</summary>
    /// <param name="terminal">Where the bar is shown.</param>
    /// <param name="text">What is being done, until the work says more.</param>
    /// <param name="work">The work; it reports how far it is.</param>
    /// <param name="silence">After how long a line says how far the work is, where there is no terminal; ten seconds unless given.</param>
    internal static Task<T> RunAsync<T>(this Terminal terminal, string text, Func<IProgress<ActivityState>, T> work, TimeSpan? silence = null) =>
        terminal.RunAsync(text, progress => Task.FromResult(work(progress)), silence);

    /// <inheritdoc cref="RunAsync{T}(Terminal, string, Func{IProgress{ActivityState}, T}, TimeSpan?)"/>
    internal static async Task<T> RunAsync<T>(this Terminal terminal, string text, Func<IProgress<ActivityState>, Task<T>> work, TimeSpan? silence = null)
    {
        var latest = new Latest(new ActivityState(0, text));
        var task = Task.Run(() => work(latest));
        if (!terminal.IsInteractive)
            await TellAsync(terminal, latest, task, silence ?? Silence);
        else if (await Task.WhenAny(task, Task.Delay(Patience)) != task)
            await ShowAsync(terminal, latest, task);
        return await task;
    }

    private static async Task TellAsync(Terminal terminal, Latest latest, Task task, TimeSpan silence)
    {
        while (true)
        {
            using var end = new CancellationTokenSource();
            var delay = Task.Delay(silence, terminal.Clock, end.Token);
            var first = await Task.WhenAny(task, delay);
            await end.CancelAsync();
            if (first == task)
                return;
            var (fraction, what, detail) = latest.State;
            terminal.Line($"{what}: {Readable.Share(fraction)}{(detail.Length > 0 ? $", {detail}" : "")}");
        }
    }

    private static Task ShowAsync(Terminal terminal, Latest latest, Task task) => terminal.Out.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(latest.State.Text), maxValue: 1);
            while (!task.IsCompleted)
            {
                bar.Description = Markup.Escape(latest.State.Text);
                bar.Value = latest.State.Fraction;
                await Task.WhenAny(task, Task.Delay(Refresh));
            }
        });

    /// <summary>Keeps the last report; <see cref="Progress{T}"/> would post each to the thread pool, out of order.</summary>
    private sealed class Latest(ActivityState state) : IProgress<ActivityState>
    {
        private readonly Lock gate = new();
        private ActivityState state = state;

        internal ActivityState State
        {
            get
            {
                lock (gate)
                    return state;
            }
        }

        public void Report(ActivityState value)
        {
            lock (gate)
                state = value;
        }
    }
}
