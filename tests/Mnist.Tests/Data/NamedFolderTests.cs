using Mnist.Data;

namespace Mnist.Tests.Data;

public sealed class NamedFolderTests : IDisposable
{
    private readonly TinyDataset tiny = new();
    private readonly FakeWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Plain_and_packed_files_are_loaded_and_the_folder_stays_as_it_was(bool packed)
    {
        var folder = tiny.WriteTo(world.Folder("named"), packed);
        var before = Directory.GetFiles(folder).Order().ToArray();
        tiny.AssertIsWhole(await LoadAsync(folder));
        Assert.Equal(before, Directory.GetFiles(folder).Order());
        Assert.Empty(world.Cached());
        Assert.Empty(world.Requests);
    }

    [Fact]
    public async Task A_missing_folder_is_reported()
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(world.Folder("nowhere")));
        Assert.Contains(world.Folder("nowhere"), error.Message);
        Assert.Contains("does not exist", error.Message);
    }

    [Fact]
    public async Task A_missing_file_is_reported_and_not_fetched_from_elsewhere()
    {
        var folder = tiny.WriteTo(world.Folder("named"));
        File.Delete(Path.Combine(folder, "t10k-labels-idx1-ubyte"));
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(folder));
        Assert.Contains("t10k-labels-idx1-ubyte is missing", error.Message);
        Assert.DoesNotContain("train-images-idx3-ubyte is", error.Message);
        Assert.Contains("plain or with .gz", error.Message);
        Assert.Empty(world.Requests);
    }

    [Fact]
    public async Task A_truncated_file_is_reported_with_its_size()
    {
        var error = await LoadWithAsync("train-images-idx3-ubyte", tiny.Content(tiny.Specification.TrainingImages)[..5000]);
        Assert.Contains("train-images-idx3-ubyte has 5,000 bytes", error.Message);
        Assert.Contains("expected 15,696 bytes", error.Message);
        Assert.Contains("probably truncated", error.Message);
    }

    [Fact]
    public async Task A_changed_bit_is_reported_with_both_checksums()
    {
        var content = tiny.Content(tiny.Specification.TestImages).ToArray();
        content[^1] ^= 1;
        var error = await LoadWithAsync("t10k-images-idx3-ubyte", content);
        Assert.Contains("t10k-images-idx3-ubyte has 7,856 bytes and SHA-256 ", error.Message);
        Assert.Contains(tiny.Specification.TestImages.Sha256, error.Message);
        Assert.DoesNotContain("truncated", error.Message);
    }

    [Fact]
    public async Task An_endless_file_is_not_read_to_its_end()
    {
        var error = await LoadWithAsync("t10k-labels-idx1-ubyte", new byte[1_000_000]);
        Assert.Contains("t10k-labels-idx1-ubyte is longer than 15,696 bytes; expected 18 bytes", error.Message);
    }

    [Fact]
    public async Task Swapped_files_are_recognised()
    {
        var error = await LoadWithAsync("train-images-idx3-ubyte", tiny.Content(tiny.Specification.TrainingLabels));
        Assert.Contains("train-images-idx3-ubyte has the content of Tiny's train-labels-idx1-ubyte", error.Message);
        error = await LoadWithAsync("t10k-images-idx3-ubyte", tiny.Content(tiny.Specification.TrainingImages));
        Assert.Contains("t10k-images-idx3-ubyte has the content of Tiny's train-images-idx3-ubyte", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_damaged_packed_file_is_reported(int length)
    {
        var folder = tiny.WriteTo(world.Folder("named"), packed: true);
        var path = Path.Combine(folder, "train-images-idx3-ubyte.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(folder));
        Assert.Contains("train-images-idx3-ubyte", error.Message);
        File.WriteAllText(path, "<html>not what you wanted</html>");
        error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(folder));
        Assert.Contains("train-images-idx3-ubyte", error.Message);
    }

    [Fact]
    public async Task All_wrong_files_are_reported_together()
    {
        var folder = tiny.WriteTo(world.Folder("named"));
        File.Delete(Path.Combine(folder, "train-labels-idx1-ubyte"));
        File.WriteAllText(Path.Combine(folder, "t10k-labels-idx1-ubyte"), "?");
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(folder));
        Assert.Contains("train-labels-idx1-ubyte is missing", error.Message);
        Assert.Contains("t10k-labels-idx1-ubyte has 1 bytes", error.Message);
    }

    [Theory]
    [InlineData(200, 28, 0, "labels beyond the 10 classes")]
    [InlineData(10, 27, 0, "shape (20, 27, 27)")]
    [InlineData(10, 28, 1, "shape (19) for 20 images")]
    public async Task Files_that_do_not_fit_together_are_reported(int labelsBelow, int side, int missingLabels, string reason)
    {
        var odd = new TinyDataset(labelsBelow, side, missingLabels);
        var folder = odd.WriteTo(world.Folder("named"));
        var error = await Assert.ThrowsAsync<DatasetException>(
            () => world.Store.LoadAsync(odd.Specification, new() { Folder = folder }, TestContext.Current.CancellationToken));
        Assert.Contains(reason, error.Message);
    }

    private Task<DatasetException> LoadWithAsync(string file, byte[] content)
    {
        var folder = tiny.WriteTo(world.Folder("named"));
        File.WriteAllBytes(Path.Combine(folder, file), content);
        return Assert.ThrowsAsync<DatasetException>(() => LoadAsync(folder));
    }

    private Task<Dataset> LoadAsync(string folder) =>
        world.Store.LoadAsync(tiny.Specification, new() { Folder = folder }, TestContext.Current.CancellationToken);
}
