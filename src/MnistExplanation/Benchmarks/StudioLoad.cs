using System.Diagnostics;
using System.Text.Json;
using MnistExplanation.Digits;
using MnistExplanation.Serving;
using Relevance.Studio.Engine;
using Relevance.Studio.Hosting;
using Relevance.Tool.Console;

namespace MnistExplanation.Benchmarks;

/// <summary>Asks a studio as people do who draw: scores and one map by layer-wise relevance propagation, again and again, from several clients at once.</summary>
internal static class StudioLoad
{
    /// <summary>Clients, and how many images are explained together.</summary>
    private static readonly (int Clients, int Together)[] Stages = [(1, 64), (8, 64), (64, 64), (64, 1)];

    /// <summary>Those who ask for long.</summary>
    private const int Lasting = 8;

    /// <summary>One in so many requests moves a slider, for which a new explainer is created.</summary>
    private const int Moving = 10;

    /// <summary>How often memory is read on the way.</summary>
    private const int Readings = 10;

    private static readonly double[][] Digits = [.. EmbeddedDigits.Instance.Indices.Select((_, place) => Inputs.ToIntensities(EmbeddedDigits.Instance.All()[place].Span))];

    /// <summary>Measures how long a drawing step takes, and prints a line for each number of clients.</summary>
    internal static async Task ShowSpeedAsync(double seconds, Terminal terminal, CancellationToken cancellation)
    {
        byte[][] bodies = [.. Digits.Select(image => Body(image, new { name = "lrp" }))];
        terminal.Line("studio: a drawing step (scores and lrp) over HTTP on loopback,");
        terminal.Line("clients in the same process");
        terminal.Line("clients  together  requests   failed  median ms   p99 ms  requests/s");
        foreach (var (clients, together) in Stages)
        {
            await using var server = await StartAsync(together, cancellation);
            using var http = Connect(server, clients);
            var asking = new StudioClients(http, number => bodies[number % bodies.Length]);
            await asking.AskAsync(clients, seconds / 5, cancellation);
            var answers = await asking.AskAsync(clients, seconds, cancellation);
            terminal.Line(
                $"{clients,7}  {together,8}  {answers.Milliseconds.Count,8:N0}  {answers.Failed,7}  {answers.Quantile(0.5),9:F2}  {answers.Quantile(0.99),7:F2}  {answers.PerSecond,10:N0}");
        }
    }

    /// <summary>Asks very often, and prints how much memory the process holds on the way.</summary>
    internal static async Task ShowMemoryAsync(int requests, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Line($"studio: memory over {requests:N0} drawing steps of {Lasting} clients,");
        terminal.Line($"every {Moving}th with a γ never asked for before, clients in the same process");
        terminal.Line("requests   failed  resident MiB  of it managed");
        await using var server = await StartAsync(together: 64, cancellation);
        using var http = Connect(server, Lasting);
        var (asked, failed) = (0, 0);
        for (var reading = 0; reading < Readings; reading++)
        {
            var first = asked;
            var asking = new StudioClients(http, number => Body(
                Digits[(first + number) % Digits.Length],
                (first + number) % Moving == 0 ? (object)new { name = "lrp", composite = "gamma", gamma = 0.1 + 1e-6 * (first + number) } : new { name = "lrp" }));
            failed += (await asking.AskAsync(Lasting, requests / Readings, cancellation)).Failed;
            asked += requests / Readings;
            terminal.Line($"{asked,8:N0}  {failed,7}  {Resident(),12:N0}  {GC.GetTotalMemory(false) / 1024.0 / 1024,13:N0}");
        }
    }

    private static Task<StudioServer> StartAsync(int together, CancellationToken cancellation) =>
        StudioServer.StartAsync(DigitStudio.Of(DigitModel.Load(null)), new() { Url = "http://127.0.0.1:0", Limits = new() { Together = together, RequestsPerSecond = int.MaxValue } }, cancellation);

    private static HttpClient Connect(StudioServer server, int clients) => new(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = server.Address };

    private static byte[] Body(double[] image, object method) => JsonSerializer.SerializeToUtf8Bytes(new { image, methods = new[] { method } });

    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024.0 / 1024;
    }
}
