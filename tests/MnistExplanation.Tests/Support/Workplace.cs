namespace MnistExplanation.Tests.Support;

/// <summary>An empty folder that is gone after the test.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mnist-explanation-tests-").FullName;

    /// <summary>The path of a file or folder in it.</summary>
    internal string this[string name] => Path.Combine(folder, name);

    /// <summary>A folder with the files of the tiny data set.</summary>
    internal string Data => Directory.Exists(this["data"]) ? this["data"] : TinyDataset.Instance.WriteTo(this["data"]);

    /// <summary>The names of the files in a folder.</summary>
    internal IEnumerable<string> Files(string name = "") =>
        Directory.EnumerateFiles(this[name]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
