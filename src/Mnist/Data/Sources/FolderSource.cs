using Mnist.Data.Storage;

namespace Mnist.Data.Sources;

/// <summary>A folder in which a package of the operating system installs the files.</summary>
internal sealed class FolderSource(string path) : IDatasetSource
{
    private readonly DatasetFolder folder = new(path);

    public string Name => $"folder {folder.Path}";

    public void RequirePresence()
    {
        if (!Directory.Exists(folder.Path))
            throw new DirectoryNotFoundException("it does not exist");
    }

    public async Task FetchAsync(IReadOnlyList<DatasetFile> files, FileReceiver receive, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            var found = folder.Find(file) ?? throw new FileNotFoundException($"{file.Name} is missing");
            await using var content = DatasetFolder.Open(found);
            await receive(file, content, cancellation);
        }
    }
}
