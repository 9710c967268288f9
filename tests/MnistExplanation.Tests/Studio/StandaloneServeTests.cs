using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Catalogue;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Studio.Engine;
using Relevance.Tool;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests.Studio;

/// <summary><c>relevance serve</c>: the studio of the tool without digits, for a network and images in files.</summary>
public sealed partial class StandaloneServeTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("pictures")]
    [InlineData("digits.npy")]
    public async Task It_serves_a_network_and_images_in_files_until_it_is_stopped(string images)
    {
        var (output, error) = (new ReadableWhileWritten(), new StringWriter());
        var host = new StandaloneHost(Terminal.Plain(output, error));
        File.WriteAllBytes(place["net.safetensors"], EmbeddedAssets.Model());
        WriteImages();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        string[] command = ["serve", "--model", place["net.safetensors"], "--images", place[images], "--urls", "http://127.0.0.1:0"];
        var running = Application.RunAsync(command, StandaloneCommands.Create(host), host, stop.Token);
        await Patience.UntilAsync("the address of the studio", () => running.IsCompleted || Address().IsMatch(output.ToString()));
        Assert.False(running.IsCompleted, $"{output}{error}");
        using var http = new HttpClient { BaseAddress = new(Address().Match(output.ToString()).Groups[1].Value), Timeout = Patience.Limit };

        var catalogue = await AskAsync(http.GetAsync("api/catalogue", stop.Token));
        Assert.Equal(MethodCatalogue.All.Length, catalogue["methods"]!.AsArray().Count);
        var answer = await AskAsync(http.PostAsync("api/explain", Body(), stop.Token));
        Assert.Equal(784, answer["explanations"]![0]!["relevance"]!.AsArray().Count);
        Assert.Equal(7, answer["predicted"]!.GetValue<int>());
        // What nobody has said is not guessed.
        var digits = await AskAsync(http.GetAsync("api/digits", stop.Token));
        Assert.All(digits.AsArray(), digit => Assert.True(digit!.AsObject().TryGetPropertyValue("label", out var label) && label is null));

        await stop.CancelAsync();
        Assert.Equal(ExitCode.Success, await running.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        Assert.Equal("", error.ToString());
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("health", TestContext.Current.CancellationToken));
    }

    /// <summary>The first two test digits, a seven and a two, as pictures and as an array.</summary>
    private void WriteImages()
    {
        var digits = EmbeddedDigits.Instance.Find([0, 1])!;
        NumpyFile.Write(place["digits.npy"], digits.Pixels.Span, 2, 28, 28);
        Directory.CreateDirectory(place["pictures"]);
        for (var image = 0; image < digits.Count; image++)
        {
            var pixels = digits[image];
            Picture.Of(28, 28, (x, y) => pixels.Span[28 * y + x] is var grey ? new Rgb(grey, grey, grey) : default).Save(place[$"pictures/{image}.png"]);
        }
    }

    private static StringContent Body() => new(
        JsonSerializer.Serialize(new { image = Inputs.ToIntensities(EmbeddedDigits.Instance.Find([0])![0].Span), methods = new[] { new { name = "lrp" } }, target = "predicted" }),
        Encoding.UTF8, "application/json");

    private static async Task<System.Text.Json.Nodes.JsonNode> AskAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        return new Answer(response.StatusCode, $"{response.Content.Headers.ContentType}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Succeeded();
    }

    [GeneratedRegex(@"Studio at (http://127\.0\.0\.1:\d+) ")]
    private static partial Regex Address();

    /// <summary>A text that one thread writes and another reads.</summary>
    private sealed class ReadableWhileWritten : StringWriter
    {
        private readonly Lock gate = new();

        public override void Write(char value)
        {
            lock (gate)
                base.Write(value);
        }

        public override void Write(string? value)
        {
            lock (gate)
                base.Write(value);
        }

        public override void WriteLine(string? value)
        {
            lock (gate)
                base.WriteLine(value);
        }

        public override string ToString()
        {
            lock (gate)
                return base.ToString();
        }
    }
}
