using Mnist.ModelFiles;

namespace Mnist.Tests.ModelFiles;

public sealed class AtomicFileTests
{
    [Fact]
    public void Missing_folders_are_made_and_nothing_is_left_beside_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder["a"], "b", "file");
        AtomicFile.Write(path, [1, 2, 3]);
        AtomicFile.Write(path, [4]);
        Assert.Equal([4], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_reader_sees_the_old_or_the_new_content_and_never_a_part()
    {
        using var folder = new TemporaryFolder();
        var path = folder["file"];
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

    [Fact]
    public void A_write_that_fails_leaves_what_was_there()
    {
        using var folder = new TemporaryFolder();
        // A folder of that name cannot be replaced by a file: the write fails at its very last step.
        Directory.CreateDirectory(folder["taken"]);
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(folder["taken"], [1]));
        Assert.Equal([folder["taken"]], Directory.GetFileSystemEntries(folder.Path));
    }
}
