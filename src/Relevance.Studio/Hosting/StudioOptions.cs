namespace Relevance.Studio.Hosting;

/// <summary>How the studio is served.</summary>
public sealed record StudioOptions
{
    /// <summary>Where it listens if nothing else is said: on this machine alone.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>The variable of the environment that says where metrics are sent (OpenTelemetry).</summary>
    public const string MetricsVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Where it listens.</summary>
    public string Url { get; init; } = DefaultUrl;

    /// <summary>Whether metrics are sent.</summary>
    public bool Metrics { get; init; }

    /// <summary>What requests may ask for.</summary>
    public StudioLimits Limits { get; init; } = new();

    /// <summary>Where faults of the program are written; null for nowhere.</summary>
    public TextWriter? Log { get; init; }
}
