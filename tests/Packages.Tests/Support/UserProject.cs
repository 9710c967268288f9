namespace Packages.Tests.Support;

/// <summary>A program outside the repository that uses packages.</summary>
/// <param name="folder">Where it is; made if missing.</param>
internal sealed class UserProject(string folder)
{
    /// <summary>The folder with the built program.</summary>
    internal string Output { get; } = Path.Combine(folder, "output");

    /// <summary>
    /// Writes and builds a program that runs the example of the package named by its argument. Packages come from <paramref name="source"/> or from wherever this
    /// machine has them from; only what comes from there is unpacked, into a folder of its own.
    /// </summary>
    internal async Task BuildAsync(string source, string version, string[] packages)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{source}" />
              </packageSources>
            </configuration>
            """);
        var references = packages.Select(name => Reference(name, version)).ToList();
        if (packages.Contains("Relevance.TorchSharp"))
            references.Add(Reference(Libtorch, Repository.VersionOf(Libtorch)));
        await File.WriteAllTextAsync(Path.Combine(folder, "User.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>{Path.Combine(folder, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{Repository.PackagesFolder}</RestoreFallbackFolders>
                <CreateSymbolicLinksForCopyLocalIfPossible>{!OperatingSystem.IsWindows()}</CreateSymbolicLinksForCopyLocalIfPossible>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", references)}
              </ItemGroup>
            </Project>
            """);
        var examples = packages.Index().Where(package => Example.Of(package.Item) is not null).ToArray();
        foreach (var (index, package) in examples)
            await File.WriteAllTextAsync(Path.Combine(folder, $"Example{index}.cs"), Example.Of(package)!.ToClass($"Example{index}"));
        var cases = examples.Select(example => $"case \"{example.Item}\": {(Example.Of(example.Item)!.IsAsync ? "await " : "")}Example{example.Index}.Run(); break;");
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), $$"""
            switch (args[0])
            {
                {{string.Join("\n    ", cases)}}
            }
            """);
        await Dotnet.RunAsync(folder, "build", "-c", "Release", "-o", Output, "-v", "q", "--nologo");
    }

    /// <summary>What a package's example prints.</summary>
    internal Task<string> RunAsync(string package) => Dotnet.RunAsync(folder, Path.Combine(Output, "User.dll"), package);

    private static string Reference(string package, string version) => $"<PackageReference Include=\"{package}\" Version=\"{version}\" />";

    private static string Libtorch => OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64" : OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";
}
