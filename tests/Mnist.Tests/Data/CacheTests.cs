using Mnist.Data;
using Mnist.Data.Storage;

namespace Mnist.Tests.Data;

public sealed class CacheTests : IDisposable
{
    private readonly TinyDataset tiny = new();
    private readonly FakeWorld world = new();

    private string TinyCache => Path.Combine(world.Cache, "mnist-explanation", "tiny");

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_full_cache_needs_no_source_and_is_not_written()
    {
        tiny.WriteTo(TinyCache);
        world.CreateFile = path => throw new UnauthorizedAccessException(path);
        tiny.AssertIsWhole(await LoadAsync());
        Assert.Empty(world.Requests);
        Assert.Empty(world.Reports);
    }

    [Fact]
    public async Task A_damaged_file_is_reported_and_fetched_again_alone()
    {
        tiny.WriteTo(TinyCache);
        File.WriteAllText(Path.Combine(TinyCache, "t10k-images-idx3-ubyte"), "damaged");
        world.Http = (address, _) => FakeWorld.Answer(tiny.Packed(tiny.Named(address.AbsolutePath.Replace(".gz", ""))));
        tiny.AssertIsWhole(await LoadAsync());
        Assert.Equal(["https://one.test/tiny/t10k-images-idx3-ubyte.gz"], world.Requests);
        Assert.Contains("t10k-images-idx3-ubyte has 7 bytes", Assert.Single(world.Notes));
        tiny.AssertIsWhole(await LoadAsync());
        Assert.Single(world.Requests);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_created_is_reported()
    {
        world.Http = (address, _) => FakeWorld.Answer(tiny.Packed(tiny.Named(address.AbsolutePath.Replace(".gz", ""))));
        File.WriteAllText(world.Folder("file"), "");
        world.Cache = world.Folder("file");
        var error = await Assert.ThrowsAsync<DatasetException>(LoadAsync);
        Assert.Contains($"train-images-idx3-ubyte cannot be stored in the cache {TinyCache}", error.Message);
        Assert.Contains("XDG_CACHE_HOME", error.Message);
        Assert.Contains("--data FOLDER", error.Message);
        Assert.Single(world.Requests);
    }

    [Fact]
    public async Task A_cache_without_permission_is_reported()
    {
        world.Http = (address, _) => FakeWorld.Answer(tiny.Packed(tiny.Named(address.AbsolutePath.Replace(".gz", ""))));
        world.CreateFile = path => throw new UnauthorizedAccessException($"Access to the path '{path}' is denied.");
        var error = await Assert.ThrowsAsync<DatasetException>(LoadAsync);
        Assert.Contains("cannot be stored in the cache", error.Message);
        Assert.Contains("is denied", error.Message);
        Assert.Empty(world.Cached());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15_696 - 1)]
    public async Task A_full_disk_is_reported_with_the_room_needed_and_leaves_nothing(int room)
    {
        world.Http = (address, _) => FakeWorld.Answer(tiny.Packed(tiny.Named(address.AbsolutePath.Replace(".gz", ""))));
        world.CreateFile = path => new FullDisk(path, room);
        var error = await Assert.ThrowsAsync<DatasetException>(LoadAsync);
        Assert.Contains("train-images-idx3-ubyte cannot be stored", error.Message);
        Assert.Contains("No space left on device", error.Message);
        Assert.Contains($"{tiny.Specification.Files.Sum(f => f.Length):N0} bytes", error.Message);
        Assert.Empty(world.Cached());
        Assert.Single(world.Requests);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_but_not_what_another_writes_now()
    {
        Directory.CreateDirectory(TinyCache);
        File.WriteAllText(Path.Combine(TinyCache, ".old.1.tmp"), "");
        File.SetLastWriteTimeUtc(Path.Combine(TinyCache, ".old.1.tmp"), DateTime.UtcNow.AddDays(-2));
        File.WriteAllText(Path.Combine(TinyCache, ".new.2.tmp"), "");
        await Assert.ThrowsAsync<DatasetException>(LoadAsync);
        Assert.Equal([".new.2.tmp"], world.Cached());
    }

    [Fact]
    public async Task Inspection_tells_right_from_wrong_and_missing_and_fetches_nothing()
    {
        tiny.WriteTo(TinyCache);
        File.Delete(Path.Combine(TinyCache, "train-labels-idx1-ubyte"));
        File.WriteAllText(Path.Combine(TinyCache, "t10k-labels-idx1-ubyte"), "damaged");
        var status = await world.Store.InspectAsync(tiny.Specification, world.Options, TestContext.Current.CancellationToken);
        Assert.Equal(tiny.Specification.Files, status.Select(s => s.File));
        Assert.Equal([true, false, true, false], status.Select(s => s.IsRight));
        Assert.Equal([15_696L, null, 7_856L, 7L], status.Select(s => s.Length));
        Assert.Equal(Path.Combine(TinyCache, "train-labels-idx1-ubyte"), status[1].Path);
        Assert.Contains("missing", status[1].Problem);
        Assert.Contains("has 7 bytes", status[3].Problem);
        Assert.Empty(world.Requests);
    }

    [Fact]
    public void The_cache_follows_the_environment()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal("/x/mnist-explanation", CacheLocation.Default(name => name == "XDG_CACHE_HOME" ? "/x" : "/home/u"));
        Assert.Equal("/home/u/.cache/mnist-explanation", CacheLocation.Default(name => name == "XDG_CACHE_HOME" ? "relative" : "/home/u"));
        Assert.Equal("/home/u/.cache/mnist-explanation", CacheLocation.Default(name => name == "HOME" ? "/home/u" : null));
        Assert.True(Path.IsPathFullyQualified(CacheLocation.Default(_ => null)));
    }

    private Task<Dataset> LoadAsync() => world.Store.LoadAsync(tiny.Specification, world.Options, TestContext.Current.CancellationToken);
}
