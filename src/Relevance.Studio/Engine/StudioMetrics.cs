using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Relevance.Studio.Engine;

/// <summary>The metrics of the studio. They are sent only if metrics are enabled.</summary>
internal static class StudioMetrics
{
    internal const string Name = "Relevance.Studio";

    private static readonly Meter Meter = new(Name, StudioVersion.Text);

    /// <summary>How many drawings were explained at once.</summary>
    internal static Histogram<int> Together { get; } = Meter.CreateHistogram<int>("studio.batch.size", "{image}", "Images explained at once.");

    /// <summary>How long the network worked on them.</summary>
    internal static Histogram<double> Seconds { get; } = Meter.CreateHistogram<double>("studio.batch.duration", "s", "Time to explain them.");

    /// <summary>How many requests were turned away because too many were waiting.</summary>
    internal static Counter<long> Refused { get; } = Meter.CreateCounter<long>("studio.requests.refused", "{request}", "Requests refused because too many waited.");

    /// <summary>Begins to send them, with those of the web server and the runtime, by OTLP.</summary>
    internal static IDisposable Export() => Sdk.CreateMeterProviderBuilder()
        .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
        .AddOtlpExporter()
        .Build();
}
