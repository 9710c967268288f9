using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Relevance.Studio;

namespace MnistExplanation.Tests.Studio;

public sealed class LoadTests
{
    /// <summary>Hundreds of thousands of passes: minutes, if nobody stops them.</summary>
    private static readonly object Endless = new { image = Pixels.Image(0), methods = new[] { new { notation = "smoothgrad(occlusion, samples=10000)" } } };

    private static readonly StudioLimits Generous = StudioClient.Patient with { Passes = long.MaxValue / 4 };

    [Fact]
    public async Task A_thousand_requests_at_once_are_answered_or_told_to_come_back()
    {
        await using var studio = await StudioClient.StartAsync(StudioClient.Patient);
        var alone = (await Step(studio, 3)).Succeeded()["explanations"]![0]!["relevance"].Numbers();
        var before = Resident();

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Step(studio, 3)));

        Assert.All(answers, answer => Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests]));
        var found = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.True(found.Count >= 500, $"{found.Count} of 1000");
        Assert.All(found.Where((_, i) => i % 50 == 0), answer => Pixels.Equal(alone, answer.Json["explanations"]![0]!["relevance"].Numbers()));
        (await Step(studio, 3)).Succeeded();
        Assert.InRange(Resident() - before, double.NegativeInfinity, 400);
    }

    [Fact]
    public async Task Memory_stays_flat()
    {
        await using var studio = await StudioClient.StartAsync(StudioClient.Patient);
        async Task AskAsync(int count)
        {
            for (var i = 0; i < count; i++)
                (await studio.PostAsync("api/explain", new { image = Pixels.Image(i % 10), methods = new object[] { new { name = "lrp", composite = "gamma", gamma = 0.1 + (i % 100) / 100.0 } } })).Succeeded();
        }
        await AskAsync(200);
        var before = Resident();
        await AskAsync(500);
        // Each request makes an explainer with weights of its own: kept, they would be a gigabyte.
        Assert.InRange(Resident() - before, double.NegativeInfinity, 150);
    }

    [Fact]
    public async Task A_request_given_up_stops_the_computation()
    {
        await using var studio = await StudioClient.StartAsync(Generous);
        using var patience = new CancellationTokenSource();
        var endless = Enumerable.Range(0, 3).Select(_ => studio.PostUntilAsync(patience.Token, "api/explain", Endless)).ToList();
        await studio.BecomesBusyAsync();
        // Drawing goes on meanwhile.
        (await Step(studio, 0)).Succeeded();

        await patience.CancelAsync();

        foreach (var request in endless)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await studio.BecomesIdleAsync();
        (await Step(studio, 0)).Succeeded();
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_ended()
    {
        await using var studio = await StudioClient.StartAsync(Generous with { Time = TimeSpan.FromSeconds(0.5) });

        (await studio.PostAsync("api/explain", Endless)).Failed(504, "fewer methods");

        await studio.BecomesIdleAsync();
    }

    [Fact]
    public async Task Too_many_costly_requests_are_told_to_come_back()
    {
        await using var studio = await StudioClient.StartAsync(Generous with { CostlyWaiting = 1 });
        using var patience = new CancellationTokenSource();

        // Two are worked on and one waits, without end; whoever comes before a thread has taken the first is refused as well.
        var requests = Enumerable.Range(0, 12).Select(_ => studio.PostUntilAsync(patience.Token, "api/explain", Endless)).ToList();
        await Patience.UntilAsync("nine answers", () => requests.Count(request => request.IsCompleted) >= 9);
        await patience.CancelAsync();

        var given = await Task.WhenAll(requests.Select(request => Record.ExceptionAsync(() => request).AsTask()));
        Assert.InRange(given.Count(exception => exception is OperationCanceledException), 1, 3);
        foreach (var request in requests.Where(request => request.IsCompletedSuccessfully))
            (await request).Failed(503);
    }

    [Fact]
    public async Task More_requests_than_the_rate_allows_are_told_to_come_back()
    {
        await using var studio = await StudioClient.StartAsync(StudioClient.Patient with { RequestsPerSecond = 5 });

        // Ten more a second are allowed: a machine that is slow today is asked more.
        Answer[] answers = [];
        for (var many = 40; answers.All(answer => answer.Status != HttpStatusCode.TooManyRequests) && many < 10_000; many *= 2)
            answers = await Task.WhenAll(Enumerable.Range(0, many).Select(_ => studio.GetAsync("api/digits")));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
        answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests).Failed(429);
    }

    [Fact]
    public async Task A_hundred_megabytes_are_refused_before_they_are_sent()
    {
        await using var studio = await StudioClient.StartAsync(StudioClient.Patient);

        // Nothing follows the headers: whoever waited for the body would wait for ever.
        var answer = await RawAsync(studio, "POST /api/explain HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("limits.bodyBytes", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_client_is_left_and_holds_up_nobody()
    {
        await using var studio = await StudioClient.StartAsync(StudioClient.Patient);
        var slow = RawAsync(studio, "POST /api/explain HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{");

        (await Step(studio, 0)).Succeeded();
        var answer = await slow;

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task The_studio_ends_while_a_request_runs()
    {
        var studio = await StudioClient.StartAsync(Generous);
        var endless = studio.PostAsync("api/explain", Endless);
        await studio.BecomesBusyAsync();

        await studio.Server.DisposeAsync();

        Assert.NotNull(await Record.ExceptionAsync(() => endless));
        studio.Http.Dispose();
    }

    private static Task<Answer> Step(StudioClient studio, int digit) =>
        studio.PostAsync("api/explain", new { image = Pixels.Image(digit), methods = new[] { new { name = "lrp" } } });

    /// <summary>Sends bytes as they are and reads until the server hangs up or has nothing more to say.</summary>
    private static async Task<string> RawAsync(StudioClient studio, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", studio.Server.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[65_536];
        using var patience = new CancellationTokenSource(Patience.Limit);
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, patience.Token));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1024.0 / 1024;
    }
}
