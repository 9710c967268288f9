namespace Relevance.Studio.Hosting;

/// <summary>Options of the studio's web server.</summary>
public sealed record StudioOptions
{
    /// <summary>The default URL, which is reachable from this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>The environment variable with the address to which metrics are sent (OpenTelemetry).</summary>
    public const string MetricsVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The URL on which the server listens.</summary>
    public string Url { get; init; } = DefaultUrl;

    /// <summary>Whether metrics are sent.</summary>
    public bool Metrics { get; init; }

    /// <summary>The limits of requests.</summary>
    public StudioLimits Limits { get; init; } = new();

    /// <summary>The writer to which internal errors are logged; null for none.</summary>
    public TextWriter? Log { get; init; }
}
