using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The projects under <c>src/</c>, whose files lie beside the tests.</summary>
internal static class ProjectFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "projects");

    internal static IReadOnlyList<string> Names { get; } = [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The names of the projects that a project refers to.</summary>
    internal static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Folder, project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
