namespace Relevance.Imaging.Tests;

/// <summary>A folder for one test, removed with all its content.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relevance-imaging-");

    internal string this[string name] => Path.Combine(folder.FullName, name);

    internal string[] Files => [.. folder.GetFiles().Select(file => file.Name).Order()];

    public void Dispose() => folder.Delete(recursive: true);
}
