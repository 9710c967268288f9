using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MnistExplanation.Tests.Support;
using Relevance.Studio.Engine;
using Relevance.Studio.Hosting;

namespace MnistExplanation.Tests.Studio;

public sealed class MetricsTests(StudioClient studio) : IClassFixture<StudioClient>
{
    [Fact]
    public async Task What_the_network_does_is_counted() => Assert.Equal(1, await CountAsync(async () =>
        (await studio.PostAsync("api/explain", new { image = Pixels.Image(0), methods = new[] { new { name = "lrp" } } })).Succeeded()));

    [Fact]
    public async Task Who_asks_for_health_lets_the_network_read() => Assert.Equal(1, await CountAsync(async () => (await studio.GetAsync("health")).Succeeded()));

    [Fact]
    public async Task A_collector_that_a_variable_names_is_told_what_was_counted()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        await using var collector = builder.Build();
        collector.UseRouting();
        collector.MapPost("/v1/metrics", async context =>
        {
            // Names stand in the protocol's binary form as they are.
            using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
            var message = await reader.ReadToEndAsync();
            // The first message may come before the request has ended.
            if (message.Contains("studio.batch.size", StringComparison.Ordinal) && message.Contains("http.server.request.duration", StringComparison.Ordinal))
                told.TrySetResult(message);
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        var variables = new Dictionary<string, string>
        {
            [StudioOptions.MetricsVariable] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        };
        using var program = ChildProcess.Start(variables, ["serve", "--urls", "http://127.0.0.1:0"]);
        await program.PrintsAsync("Ctrl+C");
        using var http = new HttpClient();
        var address = program.Printed.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
        await http.GetStringAsync($"{address}/health", TestContext.Current.CancellationToken);

        var message = await told.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Contains(StudioMetrics.Name, message, StringComparison.Ordinal);
        program.Interrupt();
        (await program.EndAsync()).Succeeded();
    }

    /// <summary>How many images the network was given meanwhile.</summary>
    private static async Task<long> CountAsync(Func<Task> ask)
    {
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == StudioMetrics.Name)
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        await ask();
        // Whoever asked may have the answer before it is counted.
        await Patience.UntilAsync("a count", () => Interlocked.Read(ref counted) > 0);
        return Interlocked.Read(ref counted);
    }
}
