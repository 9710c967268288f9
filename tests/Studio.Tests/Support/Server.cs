using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Studio.Tests.Support;

/// <summary>The program's <c>serve</c> as a process of its own, which can be killed.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private readonly Process process;

    private Server(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="port">0 for any that is free.</param>
    internal static async Task<Server> StartAsync(int port = 0)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "MnistExplanation.dll"), "serve", "--urls", $"http://127.0.0.1:{port}" })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } found)
                continue;
            // What it still prints must not fill the pipe.
            _ = process.StandardOutput.ReadToEndAsync();
            return new(process, new Uri(found.Value));
        }
        throw new InvalidOperationException($"The server did not start: {await error}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
