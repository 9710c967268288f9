using System.IO.Compression;
using System.Xml.Linq;

namespace Packages.Tests.Support;

/// <summary>Everything packed, once for all tests, under a version that no other run has: no cache can hold an older one. Removed at the end.</summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("relevance-packages-");

    internal string Version { get; } = $"0.1.0-test.g{Guid.NewGuid():N}";

    /// <summary>The folder with the packages.</summary>
    internal string Source => Path.Combine(folder.FullName, "packed");

    /// <summary>A folder of its own for a test.</summary>
    internal string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder.FullName, name)).FullName;

    /// <summary>A program that uses every library that has an example.</summary>
    internal UserProject User { get; private set; } = null!;

    /// <summary>A program that uses the engine alone.</summary>
    internal UserProject UserOfEngine { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Dotnet.RunAsync(Repository.Root, "pack", "MnistExplanation.slnx", "--no-build", "-c", Repository.Configuration, "-o", Source, "-v", "q", "--nologo",
            $"-p:Version={Version}", $"-p:NuspecOutputPath={Path.Combine(folder.FullName, "nuspec")}/");
        User = new UserProject(Path.Combine(folder.FullName, "user"));
        await User.BuildAsync(Source, Version, Repository.WithExample);
        UserOfEngine = new UserProject(Path.Combine(folder.FullName, "user-of-engine"));
        await UserOfEngine.BuildAsync(Source, Version, ["Relevance"]);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a package, or with the extension <c>snupkg</c> its symbols.</summary>
    internal ZipArchive Open(string package, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Source, $"{package}.{Version}.{extension}"));

    /// <summary>What a package says of itself.</summary>
    internal IReadOnlyDictionary<string, XElement> Metadata(string package)
    {
        using var archive = Open(package);
        using var stream = archive.GetEntry($"{package}.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata").Elements().ToDictionary(element => element.Name.LocalName);
    }
}
