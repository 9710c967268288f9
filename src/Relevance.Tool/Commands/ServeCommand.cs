using System.CommandLine;
using Relevance.Studio;
using Relevance.Studio.Hosting;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;
using Relevance.Tool.Serving;

namespace Relevance.Tool.Commands;

/// <summary><c>serve</c>: the studio, a page to draw on and see why.</summary>
internal static class ServeCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="host">The program around it.</param>
    /// <param name="source">The source of the studio's network and examples.</param>
    internal static Command Create(ToolHost host, StudioSource source)
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
            Description = $"Send metrics by OpenTelemetry (OTLP); on by default if the variable {StudioOptions.MetricsVariable} is set. Otherwise nothing is sent.",
        };
        var command = new DocumentedCommand(
            "serve", "Opens the studio: draw in the browser and see why the network answers as it does.",
            [urls, model, .. source.Options, metrics])
        {
            Details = "A page and an API (described at /openapi/v1.json) over the same engine as 'explain'. It answers this machine alone unless --urls names another address. Ctrl+C ends it.",
            Examples = source.Examples,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var verbose = parsed.GetValue(SharedOptions.Verbose);
            if (verbose)
                Verbose.WriteRuntime(host.Terminal, null);
            var options = new StudioOptions
            {
                Url = parsed.GetValue(urls)!,
                Metrics = parsed.GetValue(metrics) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(StudioOptions.MetricsVariable)),
                Log = verbose ? host.Terminal.Error : null,
            };
            return await RunAsync(await source.OpenAsync(parsed.GetValue(model), parsed, cancellation), options, host.Terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(StudioModel model, StudioOptions options, Terminal terminal, CancellationToken cancellation)
    {
        await using var server = await StartAsync(model, options, cancellation);
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
            throw new UserException(e.Message.StartsWith("The network", StringComparison.Ordinal) ? e.Message : $"--urls: {e.Message}", e);
        }
    }
}
