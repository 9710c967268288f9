using System.Diagnostics;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>GET /health</c>: lets the network classify a digit in the same way as a drawing.</summary>
internal static class HealthEndpoint
{
    /// <summary>A health check should not take long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal static async Task<Health> GetAsync(StudioEngine engine, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await engine.ScoreAsync(Inputs.ToIntensities(engine.Model.Examples[0].Span), cancellation).WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            throw new StudioException(503, "The network does not answer", $"The network has not read a digit within {Patience.TotalSeconds} seconds.");
        }
        var reading = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        return new("ok", StudioVersion.Text, new(engine.Model.Name, engine.Model.Sha256, engine.Model.Accuracy),
            reading, engine.Active, (DateTime.Now - process.StartTime).TotalSeconds);
    }
}

/// <summary>Whether the studio works: the time to classify a digit, and the number of costly requests in progress.</summary>
internal sealed record Health(
    string Status, string Version, HealthyModel Model, double ReadingMilliseconds, int Working, double UptimeSeconds);

/// <summary>The network that it explains.</summary>
internal sealed record HealthyModel(string Name, string Sha256, double? Accuracy);
