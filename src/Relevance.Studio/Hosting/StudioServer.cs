using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Relevance.Studio.Api;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Hosting;

/// <summary>The web server of the studio.</summary>
public sealed class StudioServer : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebApplication web;
    private readonly IDisposable? metrics;

    private StudioServer(WebApplication web, StudioEngine engine, IDisposable? metrics) => (this.web, Engine, this.metrics) = (web, engine, metrics);

    internal StudioEngine Engine { get; }

    /// <summary>Whether the server can be reached from other machines.</summary>
    public bool IsOpen => !Origin.IsLoopback(Address.Host);

    /// <summary>The address on which the server listens, with the actual port.</summary>
    public Uri Address => new(web.Urls.First());

    /// <summary>Starts the server.</summary>
    /// <param name="model">The network to explain.</param>
    /// <param name="options">The options of the server.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <exception cref="ArgumentException">The URL is not valid for a server, or the network is not for pictures of 28 × 28 grey values.</exception>
    /// <exception cref="IOException">The address is in use or not available.</exception>
    public static async Task<StudioServer> StartAsync(StudioModel model, StudioOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var address = Parse(options.Url);
        var engine = new StudioEngine(model, options.Limits);
        var web = Build(options, engine, Origin.IsLoopback(address.Host));
        web.Urls.Add(options.Url);
        try
        {
            await web.StartAsync(cancellation);
            return new(web, engine, options.Metrics ? StudioMetrics.Export() : null);
        }
        catch (Exception e)
        {
            await web.DisposeAsync();
            engine.Dispose();
            throw e is IOException or InvalidOperationException or System.Net.Sockets.SocketException
                ? new IOException($"The studio cannot listen at {options.Url}: {e.Message} Give another address, such as http://127.0.0.1:5001.", e)
                : e;
        }
    }

    /// <summary>Stops the server; requests in progress have two seconds to finish.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(Farewell))
            await web.StopAsync(patience.Token);
        Engine.Dispose();
        await web.DisposeAsync();
        metrics?.Dispose();
    }

    private static Uri Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp || address.PathAndQuery != "/")
            throw new ArgumentException($"'{url}' is not an address to listen at; give one such as {StudioOptions.DefaultUrl}.");
        // Under any other name the web server would listen to the whole world.
        if (address.HostNameType == UriHostNameType.Dns && !Origin.IsLoopback(address.Host))
            throw new ArgumentException(
                $"'{url}': the studio listens at an address of this machine, not at a name. Give localhost, the number of an address, or http://0.0.0.0:{address.Port} for all of them.");
        return address;
    }

    // From nothing: neither variables of the environment nor files in the current folder shall change what is served.
    private static WebApplication Build(StudioOptions options, StudioEngine engine, bool loopback)
    {
        var limits = options.Limits;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(StudioServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
            kestrel.Limits.MaxConcurrentConnections = 2_048;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1_024, gracePeriod: TimeSpan.FromSeconds(3));
        });
        var services = builder.Services;
        services.AddSingleton<IHostLifetime, OwnLifetime>();
        services.AddRoutingCore();
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = limits.Time });
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
                $"{context.Connection.RemoteIpAddress}",
                _ => new() { TokenLimit = limits.RequestsPerSecond, TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / 10), ReplenishmentPeriod = TimeSpan.FromSeconds(0.1) }));
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => Strict(json.SerializerOptions));
        services.AddOpenApi(ApiDescription.Complete);
        services.AddSingleton(engine);
        var web = builder.Build();
        web.Use((context, next) =>
        {
            SecurityHeaders.Add(context);
            return Problems.HandleAsync(context, next, options.Log);
        });
        if (loopback)
        {
            web.Use((context, next) =>
            {
                Origin.Require(context.Request);
                return next(context);
            });
        }
        web.UseRouting();
        web.UseRateLimiter();
        web.UseRequestTimeouts();
        web.MapOpenApi();
        PageFiles.Map(web);
        StudioApi.Map(web);
        return web;
    }

    private static void Strict(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, StudioJson.Default);
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.AllowDuplicateProperties = false;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.MaxDepth = 24;
    }

    /// <summary>The program listens to Ctrl+C itself.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
