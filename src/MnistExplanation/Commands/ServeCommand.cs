using System.CommandLine;
using MnistExplanation.Digits;
using MnistExplanation.Serving;
using Relevance.Studio;
using Relevance.Studio.Hosting;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;

namespace MnistExplanation.Commands;

/// <summary><c>serve</c>: the studio, a page to draw digits on and see why.</summary>
internal static class ServeCommand
{
    internal static Command Create(Host host)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen. Without it, only this machine can reach the page.",
            HelpName = "URL",
            DefaultValueFactory = _ => StudioOptions.DefaultUrl,
        };
        var model = SharedOptions.Model(host.ModelOption);
        var metrics = new Option<bool>("--metrics")
        {
            Description = $"Send metrics by OpenTelemetry (OTLP); also on where {StudioMetrics.EndpointVariable} says where to. Otherwise nothing is sent.",
        };
        var command = new DocumentedCommand("serve", "Opens the studio: draw a digit in the browser and see why it is read as it is.")
        {
            Details = "A page and an API (described at /openapi/v1.json) over the same engine as 'explain'. It answers this machine alone unless --urls names another address. Ctrl+C ends it.",
            Examples =
            [
                new("serve", $"The studio at {StudioOptions.DefaultUrl}."),
                new("serve --urls http://127.0.0.1:8080 --model mine.safetensors", "At another port, with a network of your own."),
            ],
        };
        foreach (var option in new Option[] { urls, model, metrics })
            command.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var verbose = parsed.GetValue(SharedOptions.Verbose);
            if (verbose)
                Verbose.WriteRuntime(host.Terminal, null);
            return RunAsync(
            parsed.GetValue(model),
            new()
            {
                Url = parsed.GetValue(urls)!,
                Metrics = parsed.GetValue(metrics) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(StudioMetrics.EndpointVariable)),
                Log = verbose ? host.Terminal.Error : null,
            },
            host.Terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(string? model, StudioOptions options, Terminal terminal, CancellationToken cancellation)
    {
        await using var server = await StartAsync(DigitStudio.Of(DigitModel.Load(model)), options, cancellation);
        terminal.Line($"Studio at {server.Address.GetLeftPart(UriPartial.Authority)} — Ctrl+C ends it");
        if (server.IsOpen)
            terminal.Line("Warning: everybody who can reach this machine there can use the studio.");
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
        return ExitCode.Success;
    }

    private static async Task<StudioServer> StartAsync(StudioModel model, StudioOptions options, CancellationToken cancellation)
    {
        try
        {
            return await StudioServer.StartAsync(model, options, cancellation);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            throw new UserException($"--urls: {e.Message}", e);
        }
    }
}
