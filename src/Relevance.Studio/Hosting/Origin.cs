using System.Net;
using Microsoft.AspNetCore.Http;

namespace Relevance.Studio.Hosting;

/// <summary>
/// Protects a studio that listens on this machine only: requests must name a host that is this machine. The page of another site can point its own host name at
/// this machine (DNS rebinding), but cannot change the name in the request.
/// </summary>
internal static class Origin
{
    /// <summary>Whether the host is this machine and no other: localhost or a loopback address.</summary>
    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Refuses a request in another host's name, or from another site's page.</summary>
    internal static void Require(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
            throw new StudioException(421, "Another host was asked for", $"This studio answers as localhost or 127.0.0.1, not as '{request.Host.Host}'.");
        if (request.Path.StartsWithSegments("/api") && request.Headers["Sec-Fetch-Site"] == "cross-site")
            throw new StudioException(403, "Another site asks", "Pages of other sites may not use the studio.");
    }
}
