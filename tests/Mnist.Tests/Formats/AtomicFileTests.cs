using Relevance.Formats;

namespace Mnist.Tests.Formats;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_appears_whole_when_committed_and_replaces_the_old_one()
    {
        var path = folder.File("sub/file");
        Directory.CreateDirectory(folder.File("sub"));
        File.WriteAllText(path, "old");
        using (var file = AtomicFile.Create(path))
        {
            file.Stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(path));
            file.Commit();
        }
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.File("sub")));
    }

    [Fact]
    public void Nothing_changes_without_a_commit()
    {
        var path = folder.File("file");
        File.WriteAllText(path, "old");
        using (var file = AtomicFile.Create(path))
            file.Stream.Write("new"u8);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_and_no_other()
    {
        var path = folder.File("file");
        File.WriteAllText(path, "old");
        Assert.Throws<IOException>(() =>
        {
            using var file = AtomicFile.Create(path, name => new FullDisk(name));
            file.Stream.Write("new"u8);
            file.Commit();
        });
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void An_error_names_the_file_that_was_to_be_written_and_not_the_temporary_one()
    {
        var path = folder.File("file");
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => throw new IOException($"No space left on device : '{((FileStream)stream).Name}'")));
        Assert.Equal($"No space left on device : '{path}'", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));

        Directory.CreateDirectory(path);
        var taken = Assert.ThrowsAny<Exception>(() => AtomicFile.Write(path, [1]));
        Assert.DoesNotContain(".tmp", taken.Message);
    }

    [Fact]
    public void A_reader_sees_the_old_or_the_new_content_and_never_a_part()
    {
        var path = folder.File("file");
        byte[] Content(byte value) => [.. Enumerable.Repeat(value, 1 << 20)];
        AtomicFile.Write(path, Content(0));
        var writer = Task.Run(() =>
        {
            for (byte i = 1; i <= 20; i++)
                AtomicFile.Write(path, Content(i));
        }, TestContext.Current.CancellationToken);
        do
        {
            var seen = File.ReadAllBytes(path);
            Assert.Equal(1 << 20, seen.Length);
            Assert.False(seen.AsSpan().ContainsAnyExcept(seen[0]));
        }
        while (!writer.IsCompleted);
        Assert.Equal(Content(20), File.ReadAllBytes(path));
    }
}
