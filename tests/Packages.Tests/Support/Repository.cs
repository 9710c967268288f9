using System.Reflection;
using System.Xml.Linq;

namespace Packages.Tests.Support;

/// <summary>What is packed, and from where: the projects that say so.</summary>
internal static class Repository
{
    internal static string Root { get; } = Metadata("RepositoryRoot");

    internal static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Where this machine keeps the packages that it has fetched.</summary>
    internal static string PackagesFolder { get; } = Metadata("PackagesFolder");

    /// <summary>The packages: libraries and tools.</summary>
    internal static string[] Packages { get; } = [.. Projects(project => Says(project, "IsPackable", "true"))];

    internal static string[] Libraries { get; } = [.. Projects(project => Says(project, "IsPackable", "true") && !Says(project, "OutputType", "Exe"))];

    /// <summary>Libraries whose documentation begins with an example in C# and what it prints.</summary>
    internal static string[] WithExample { get; } = [.. Libraries.Where(name => Example.Of(name) is not null)];

    internal static string Readme(string package) => Path.Combine(Root, "src", package, "README.md");

    /// <summary>The version of a package that the repository itself uses.</summary>
    internal static string VersionOf(string package) => XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(version => (string?)version.Attribute("Include") == package).Attribute("Version")!.Value;

    private static IEnumerable<string> Projects(Func<XDocument, bool> holds) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Where(file => holds(XDocument.Load(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static bool Says(XDocument project, string property, string value) => project.Descendants(property).Any(element => element.Value == value);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
