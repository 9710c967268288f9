using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace MnistExplanation.Benchmarks;

/// <summary>Clients that ask a studio side by side, each as soon as it has its last answer.</summary>
/// <param name="http">How they reach it.</param>
/// <param name="body">What the request of that number asks.</param>
internal sealed class StudioClients(HttpClient http, Func<int, byte[]> body)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Asks for some seconds.</summary>
    internal Task<StudioAnswers> AskAsync(int clients, double seconds, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        return AskAsync(clients, _ => Stopwatch.GetElapsedTime(start).TotalSeconds < seconds, cancellation);
    }

    /// <summary>Asks so many times.</summary>
    internal Task<StudioAnswers> AskAsync(int clients, int requests, CancellationToken cancellation) => AskAsync(clients, number => number < requests, cancellation);

    private async Task<StudioAnswers> AskAsync(int clients, Func<int, bool> goesOn, CancellationToken cancellation)
    {
        var (times, failed, asked) = (new ConcurrentBag<double>(), 0, -1);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref asked) is var number && goesOn(number))
            {
                var begun = Stopwatch.GetTimestamp();
                using var content = new ByteArrayContent(body(number)) { Headers = { ContentType = Json } };
                using var answer = await http.PostAsync("api/explain", content, cancellation);
                await answer.Content.ReadAsByteArrayAsync(cancellation);
                if (answer.IsSuccessStatusCode)
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                else
                    Interlocked.Increment(ref failed);
            }
        }, cancellation)));
        return new([.. times.Order()], failed, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}

/// <summary>What they got.</summary>
/// <param name="Milliseconds">How long each answer took, in order.</param>
/// <param name="Failed">How many answers were errors.</param>
/// <param name="Seconds">How long they asked.</param>
internal sealed record StudioAnswers(IReadOnlyList<double> Milliseconds, int Failed, double Seconds)
{
    internal double PerSecond => Milliseconds.Count / Seconds;

    internal double Quantile(double share) => Milliseconds.Count == 0 ? double.NaN : Milliseconds[(int)Math.Min(Milliseconds.Count - 1, share * Milliseconds.Count)];
}
