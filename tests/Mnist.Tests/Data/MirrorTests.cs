using System.Net;
using Mnist.Data;

namespace Mnist.Tests.Data;

public sealed class MirrorTests : IDisposable
{
    private readonly TinyDataset tiny = new();
    private readonly FakeWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Missing_files_are_fetched_with_progress_and_kept()
    {
        world.Http = (address, _) => FakeWorld.Answer(Packed(address));
        tiny.AssertIsWhole(await LoadAsync(world));
        Assert.Equal(tiny.Specification.Files.Select(f => f.Name).Order(StringComparer.Ordinal), world.Cached());
        Assert.All(tiny.Specification.Files, f => Assert.Contains($"https://one.test/tiny/{f.Name}.gz", world.Requests));
        Assert.All(tiny.Specification.Files, f =>
            Assert.Contains(new DatasetProgress(f.Name, "https://one.test/tiny/", f.Length, f.Length), world.Reports));
        tiny.AssertIsWhole(await LoadAsync(world));
        Assert.Equal(4, world.Requests.Count);
    }

    [Theory]
    [InlineData("not found")]
    [InlineData("truncated")]
    [InlineData("not packed")]
    [InlineData("wrong content")]
    [InlineData("connection lost")]
    public async Task A_mirror_that_fails_is_followed_by_the_next_and_its_reason_is_noted(string failure)
    {
        world.Http = (address, _) => address.Host == "two.test" ? FakeWorld.Answer(Packed(address)) : failure switch
        {
            "not found" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)),
            "truncated" => FakeWorld.Answer(Packed(address)[..50]),
            "not packed" => FakeWorld.Answer("<html>Please log in to this network</html>"u8.ToArray()),
            "wrong content" => FakeWorld.Answer(tiny.Packed(tiny.Specification.TestImages)),
            _ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BrokenStream(Packed(address))) }),
        };
        tiny.AssertIsWhole(await LoadAsync(world));
        Assert.NotEmpty(Assert.Single(world.Notes));
        Assert.Equal(5, world.Requests.Count);
        Assert.Equal(4, world.Cached().Length);
    }

    [Fact]
    public async Task Files_that_one_mirror_delivered_are_not_asked_of_the_next()
    {
        world.Http = (address, _) => address.Host == "two.test" || address.AbsolutePath.Contains("train-images")
            ? FakeWorld.Answer(Packed(address))
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        tiny.AssertIsWhole(await LoadAsync(world));
        Assert.DoesNotContain("https://two.test/train-images-idx3-ubyte.gz", world.Requests);
        Assert.Contains("503", Assert.Single(world.Notes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mirror_that_falls_silent_is_given_up(bool afterTheHeaders)
    {
        using var impatient = new FakeWorld(silenceLimitMilliseconds: 50);
        impatient.Http = async (address, token) =>
        {
            if (!afterTheHeaders)
                await Task.Delay(Timeout.Infinite, token);
            return new() { Content = new StreamContent(new SilentStream()) };
        };
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(impatient));
        Assert.Contains(afterTheHeaders ? "one.test/tiny/: nothing came for 0.05 seconds" : "one.test/tiny/: no answer in time", error.Message);
        Assert.Contains("two.test", error.Message);
        Assert.Empty(impatient.Cached());
    }

    [Fact]
    public async Task Without_any_source_the_error_says_what_was_tried_and_what_to_do()
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(world));
        Assert.Contains("Tiny cannot be loaded: train-images-idx3-ubyte, train-labels-idx1-ubyte", error.Message);
        Assert.Contains(world.Cache, error.Message);
        Assert.Contains("https://one.test/tiny/: Name or service not known (one.test)", error.Message);
        Assert.Contains("https://two.test/: Name or service not known (two.test)", error.Message);
        Assert.Contains("npm package tiny@1.0.0: npm cannot be run", error.Message);
        Assert.Contains("--data FOLDER", error.Message);
        Assert.Empty(world.Cached());
    }

    [Fact]
    public async Task A_folder_of_the_operating_system_comes_before_the_mirrors()
    {
        var folder = tiny.WriteTo(world.Folder("system"), packed: true);
        var specification = tiny.Specification with { SystemFolder = folder };
        tiny.AssertIsWhole(await world.Store.LoadAsync(specification, world.Options, TestContext.Current.CancellationToken));
        Assert.Empty(world.Requests);
        Assert.Equal(4, world.Cached().Length);
    }

    [Fact]
    public async Task Nothing_is_said_to_come_from_a_folder_of_the_operating_system_that_is_not_there()
    {
        var specification = tiny.Specification with { SystemFolder = world.Folder("nowhere") };

        var error = await Assert.ThrowsAsync<DatasetException>(() => world.Store.LoadAsync(specification, world.Options, TestContext.Current.CancellationToken));

        Assert.DoesNotContain(world.Reports, report => report.Note is null && report.Source.StartsWith("folder ", StringComparison.Ordinal));
        Assert.Single(error.Message.Split('\n'), line => line == $"  folder {world.Folder("nowhere")}: it does not exist");
    }

    [Fact]
    public async Task Cancellation_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        world.Http = (address, _) => Task.FromResult(new HttpResponseMessage
        {
            Content = new StreamContent(new SilentStream(tiny.Packed(tiny.Specification.TrainingImages)[..2000], cancellation.Cancel)),
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.Store.LoadAsync(tiny.Specification, world.Options, cancellation.Token));
        Assert.Empty(world.Cached());
        Assert.Single(world.Requests);
    }

    [Fact]
    public async Task Loads_at_the_same_time_all_succeed_and_leave_one_copy()
    {
        using var together = new Barrier(4);
        world.Http = (address, _) =>
        {
            if (address.AbsolutePath.Contains("train-images"))
                together.SignalAndWait(TestContext.Current.CancellationToken);
            return FakeWorld.Answer(Packed(address));
        };
        var loads = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => LoadAsync(world), TaskCreationOptions.LongRunning).Unwrap());
        foreach (var dataset in await Task.WhenAll(loads))
            tiny.AssertIsWhole(dataset);
        Assert.Equal(4, world.Cached().Length);
    }

    private byte[] Packed(Uri address) => tiny.Packed(tiny.Named(address.AbsolutePath.Replace(".gz", "")));

    private Task<Dataset> LoadAsync(FakeWorld from) =>
        from.Store.LoadAsync(tiny.Specification, from.Options, TestContext.Current.CancellationToken);

    /// <summary>Half of a body, then an error.</summary>
    private sealed class BrokenStream(byte[] body) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 20 ? throw new IOException("Connection reset by peer") : base.ReadAsync(buffer[..10], cancellationToken);
    }

    /// <summary>The beginning of a body, then nothing any more.</summary>
    private sealed class SilentStream(byte[]? body = null, Action? whenSilent = null) : MemoryStream(body ?? [])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            if (read > 0)
                return read;
            whenSilent?.Invoke();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
