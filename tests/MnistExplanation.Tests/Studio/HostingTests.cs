using System.Net;
using MnistExplanation.Digits;
using MnistExplanation.Serving;
using MnistExplanation.Tests.Support;
using Relevance.Studio.Hosting;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Studio;

public sealed class HostingTests(StudioClient studio) : IClassFixture<StudioClient>
{
    [Theory]
    [InlineData("health")]
    [InlineData("api/digits")]
    [InlineData("nothing")]
    public async Task Every_answer_forbids_what_is_not_needed(string path)
    {
        using var response = await studio.AskAsync(new(HttpMethod.Get, path));

        string Header(string name) => response.Headers.GetValues(name).Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Another_hosts_name_is_refused()
    {
        (await studio.SendAsync(new(HttpMethod.Get, "health") { Headers = { Host = "digits.example:5000" } })).Failed(421, "digits.example");
        (await studio.SendAsync(new(HttpMethod.Get, "health") { Headers = { Host = "localhost:1" } })).Succeeded();
        (await studio.SendAsync(new(HttpMethod.Get, "api/digits") { Headers = { { "Sec-Fetch-Site", "cross-site" } } })).Failed(403, "other sites");
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("localhost.example", false)]
    [InlineData("127.0.0.1.example", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("", false)]
    public void Loopback_is_known_by_name_and_address(string host, bool expected) => Assert.Equal(expected, Origin.IsLoopback(host));

    [Fact]
    public async Task The_page_is_sent_once_and_then_only_asked_for()
    {
        foreach (var resource in typeof(PageFiles).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("page/", StringComparison.Ordinal)))
        {
            var path = resource["page/".Length..] is "index.html" ? "" : resource["page/".Length..];
            using var first = await studio.AskAsync(new(HttpMethod.Get, path));
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal("no-cache", $"{first.Headers.CacheControl}");
            using var again = await studio.AskAsync(new(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } });
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_error()
    {
        var url = studio.Server.Address.GetLeftPart(UriPartial.Authority);

        (await Cli.RunAsync("serve", "--urls", url)).Failed(ExitCode.Failure, url, "in use", "--urls");
    }

    [Theory]
    [InlineData("5000", "http://127.0.0.1:5000")]
    [InlineData("https://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://127.0.0.1:5000/studio", "http://127.0.0.1:5000")]
    [InlineData("http://digits.example:5000", "http://0.0.0.0:5000")]
    public async Task What_is_no_address_is_told_so(string url, string advice) => (await Cli.RunAsync("serve", "--urls", url)).Failed(ExitCode.Failure, url, advice);

    [Fact]
    public async Task A_model_that_is_not_there_is_told_so() =>
        (await Cli.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--model", "nowhere.safetensors")).Failed(ExitCode.Failure, "nowhere.safetensors");

    [Theory]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://0.0.0.0:0", true)]
    public async Task It_is_known_whether_others_can_reach_it(string url, bool open)
    {
        await using var server = await StudioServer.StartAsync(DigitStudio.Of(DigitModel.Load(null)), new() { Url = url }, TestContext.Current.CancellationToken);
        Assert.Equal(open, server.IsOpen);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_program()
    {
        using var program = ChildProcess.Start("serve", "--urls", "http://127.0.0.1:0");
        await program.PrintsAsync("Studio at http://127.0.0.1:");

        program.Interrupt();

        (await program.EndAsync()).Succeeded();
    }
}
