using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MnistExplanation.Digits;
using MnistExplanation.Serving;
using Relevance.Studio;
using Relevance.Studio.Hosting;

namespace MnistExplanation.Tests.Studio;

/// <summary>What the studio answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Type, string Text)
{
    internal JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>Requires success.</summary>
    internal JsonNode Succeeded()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");
        return Json;
    }

    /// <summary>Requires problem details with that status which say what these parts say.</summary>
    internal void Failed(int status, params string[] parts)
    {
        Assert.True((int)Status == status, $"{Status}: {Text}");
        Assert.StartsWith("application/problem+json", Type, StringComparison.Ordinal);
        Assert.Equal(status, Json["status"]!.GetValue<int>());
        Assert.NotEmpty(Json["title"]!.GetValue<string>());
        Assert.All(parts, part => Assert.Contains(part, Json["detail"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>A studio on a free port of this machine, and somebody who asks it.</summary>
public sealed class StudioClient : IAsyncLifetime
{
    internal StudioServer Server { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    /// <summary>The limits of the program, but for the time that a request may take: no test fails because the machine is slow.</summary>
    internal static StudioLimits Patient { get; } = new() { Time = Patience.Limit };

    internal static async Task<StudioClient> StartAsync(StudioLimits limits)
    {
        var client = new StudioClient();
        await client.StartAsync(new StudioOptions { Url = "http://127.0.0.1:0", Limits = limits });
        return client;
    }

    public async ValueTask InitializeAsync() => await StartAsync(new StudioOptions { Url = "http://127.0.0.1:0", Limits = Patient });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    internal Task<Answer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    internal Task<Answer> PostAsync(string path, object body) => PostTextAsync(path, JsonSerializer.Serialize(body));

    internal Task<Answer> PostTextAsync(string path, string body, string type = "application/json") => SendAsync(Post(path, body, type));

    /// <summary>Asks and gives up when the token is cancelled.</summary>
    internal Task<Answer> PostUntilAsync(CancellationToken cancellation, string path, object body) => SendUntilAsync(cancellation, Post(path, JsonSerializer.Serialize(body), "application/json"));

    internal Task<Answer> SendAsync(HttpRequestMessage request) => SendUntilAsync(CancellationToken.None, request);

    /// <summary>Asks, for those who want to see the headers of the answer.</summary>
    internal Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => Http.SendAsync(request);

    private static HttpRequestMessage Post(string path, string body, string type) => new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };

    private async Task<Answer> SendUntilAsync(CancellationToken cancellation, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request, cancellation);
            return new(response.StatusCode, $"{response.Content.Headers.ContentType}", await response.Content.ReadAsStringAsync(cancellation));
        }
    }

    /// <summary>Waits until nothing is computed.</summary>
    internal Task BecomesIdleAsync() => Patience.UntilAsync("the end of all computations", () => Server.Engine.Active == 0);

    /// <summary>Waits until something is computed.</summary>
    internal Task BecomesBusyAsync() => Patience.UntilAsync("the beginning of a computation", () => Server.Engine.Active > 0);

    private async Task StartAsync(StudioOptions options)
    {
        Server = await StudioServer.StartAsync(DigitStudio.Of(DigitModel.Load(null)), options);
        Http = new HttpClient { BaseAddress = Server.Address, Timeout = Patience.Limit };
    }
}
