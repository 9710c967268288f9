namespace Relevance.Studio;

/// <summary>What one request, and all together, may ask of the studio: one that wants too much is refused before anything is computed.</summary>
public sealed record StudioLimits
{
    /// <summary>The bytes of a request's body.</summary>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>The longer side of a drawing, in pixels.</summary>
    public int DrawingSide { get; init; } = 512;

    /// <summary>The methods of one request.</summary>
    public int Methods { get; init; } = 32;

    /// <summary>The passes through the network that the methods of one request need, about.</summary>
    public long Passes { get; init; } = 50_000;

    /// <summary>The orders in which deletion removes pixels by chance.</summary>
    public int RandomOrders { get; init; } = 30;

    /// <summary>The requests that may wait for the network; more are told to come back.</summary>
    public int Waiting { get; init; } = 512;

    /// <summary>The requests that wait for one of the two threads for costly ones.</summary>
    public int CostlyWaiting { get; init; } = 64;

    /// <summary>The images that are explained in one batch.</summary>
    public int Together { get; init; } = 64;

    /// <summary>The requests per second of one client, and of a second's rest.</summary>
    public int RequestsPerSecond { get; init; } = 5_000;

    /// <summary>How long a request may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);
}
