namespace MnistExplanation.Studio.Hosting;

/// <summary>How the studio is served.</summary>
internal sealed record StudioOptions
{
    internal const string DefaultUrl = "http://127.0.0.1:5000";

    /// <summary>Where it listens.</summary>
    internal string Url { get; init; } = DefaultUrl;

    /// <summary>A model file; null for the embedded model.</summary>
    internal string? Model { get; init; }

    /// <summary>Whether metrics are sent.</summary>
    internal bool Metrics { get; init; }

    /// <summary>What requests may ask for.</summary>
    internal StudioLimits Limits { get; init; } = new();

    /// <summary>Where faults of the program are written; null for nowhere.</summary>
    internal TextWriter? Log { get; init; }
}
