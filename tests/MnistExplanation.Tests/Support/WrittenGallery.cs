namespace MnistExplanation.Tests.Support;

/// <summary>What the command <c>gallery</c> writes, written once for all tests.</summary>
public sealed class WrittenGallery : IAsyncLifetime
{
    private readonly Workplace place = new();

    /// <summary>A file that it wrote, by its path from the first page's folder.</summary>
    internal string Find(string name) => place[name];

    /// <summary>The names of the files in a folder of it.</summary>
    internal IEnumerable<string> Files(string folder) => place.Files(folder);

    public async ValueTask InitializeAsync() => (await Cli.RunAsync("gallery", "--output", place["gallery"])).Succeeded();

    public ValueTask DisposeAsync()
    {
        place.Dispose();
        return ValueTask.CompletedTask;
    }
}
