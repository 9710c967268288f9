namespace Relevance.Studio;

/// <summary>The limits of single requests and of all requests together. A request beyond a limit is refused before anything is computed.</summary>
public sealed record StudioLimits
{
    /// <summary>The maximum size of a request's body in bytes.</summary>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>The maximum length of the longer side of a drawing, in pixels.</summary>
    public int DrawingSide { get; init; } = 512;

    /// <summary>The maximum number of methods in one request.</summary>
    public int Methods { get; init; } = 32;

    /// <summary>The maximum number of passes through the network that the methods of one request need, as estimated.</summary>
    public long Passes { get; init; } = 50_000;

    /// <summary>The maximum number of random orders in which deletion removes pixels.</summary>
    public int RandomOrders { get; init; } = 30;

    /// <summary>The maximum number of requests that wait for the network; further requests are refused with status 503.</summary>
    public int Waiting { get; init; } = 512;

    /// <summary>The maximum number of requests that wait for one of the two threads for costly requests.</summary>
    public int CostlyWaiting { get; init; } = 64;

    /// <summary>The maximum number of images in one batch.</summary>
    public int Together { get; init; } = 64;

    /// <summary>The maximum number of requests per second from one client, and the maximum burst.</summary>
    public int RequestsPerSecond { get; init; } = 5_000;

    /// <summary>The maximum duration of a request.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);
}
