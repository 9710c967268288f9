using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using MnistExplanation.Studio.Engine;
using MnistExplanation.Studio.Hosting;

namespace MnistExplanation.Benchmarks;

/// <summary>Asks a studio as people do who draw: scores and one map by layer-wise relevance propagation, again and again, from several clients at once.</summary>
internal static class StudioLoad
{
    /// <summary>Clients, and how many images are explained together.</summary>
    private static readonly (int Clients, int Together)[] Stages = [(1, 64), (8, 64), (64, 64), (64, 1)];

    /// <summary>Measures and prints a line for each number of clients.</summary>
    internal static async Task ShowAsync(double seconds, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Line("studio: a drawing step (scores and lrp) over HTTP on loopback, clients in the same process");
        terminal.Line("clients  together  requests   failed  median ms   p99 ms  requests/s  MiB before  after");
        foreach (var (clients, together) in Stages)
        {
            await using var server = await StudioServer.StartAsync(new() { Url = "http://127.0.0.1:0", Limits = new() { Together = together, RequestsPerSecond = int.MaxValue } }, cancellation);
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = server.Address };
            await AskAsync(http, clients, seconds / 5, cancellation);
            var before = Resident();
            var load = await AskAsync(http, clients, seconds, cancellation);
            terminal.Line(
                $"{clients,7}  {together,8}  {load.Milliseconds.Count,8:N0}  {load.Failed,7}  {load.Quantile(0.5),9:F2}  {load.Quantile(0.99),7:F2}  " +
                $"{load.Milliseconds.Count / load.Seconds,10:N0}  {before,10:N0}  {Resident(),5:N0}");
        }
    }

    private static async Task<Load> AskAsync(HttpClient http, int clients, double seconds, CancellationToken cancellation)
    {
        var (times, failed) = (new ConcurrentBag<double>(), 0);
        var bodies = Bodies();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var step = client; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; step++)
            {
                var begun = Stopwatch.GetTimestamp();
                using var content = new ByteArrayContent(bodies[step % bodies.Length]);
                content.Headers.ContentType = new("application/json");
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

    private static byte[][] Bodies()
    {
        var digits = EmbeddedDigits.Instance.All();
        return [.. Enumerable.Range(0, digits.Count).Select(digit => JsonContent.Create(new
        {
            image = Inputs.ToIntensities(digits[digit].Span),
            methods = new[] { new { name = "lrp" } },
        }).ReadAsByteArrayAsync().GetAwaiter().GetResult())];
    }

    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024.0 / 1024;
    }

    private sealed record Load(IReadOnlyList<double> Milliseconds, int Failed, double Seconds)
    {
        internal double Quantile(double share) => Milliseconds.Count == 0 ? double.NaN : Milliseconds[(int)Math.Min(Milliseconds.Count - 1, share * Milliseconds.Count)];
    }
}
