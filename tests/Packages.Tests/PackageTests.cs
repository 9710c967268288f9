using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The packages as those get them who use them.</summary>
public sealed class PackageTests(PackedLibraries packed)
{
    public static TheoryData<string> Packages => new(Repository.Packages);

    public static TheoryData<string> Libraries => new(Repository.Libraries);

    public static TheoryData<string> WithExample => new(Repository.WithExample);

    [Theory, MemberData(nameof(Packages))]
    public void A_package_says_what_it_is_and_under_which_licence(string package)
    {
        var metadata = packed.Metadata(package);

        Assert.Equal((package, packed.Version), (metadata["id"].Value, metadata["version"].Value));
        Assert.Equal(("MIT", "expression"), (metadata["license"].Value, metadata["license"].Attribute("type")?.Value));
        Assert.NotEqual("Package Description", metadata["description"].Value);
        Assert.Contains("explainable-ai", metadata["tags"].Value.Split(' '));
        Assert.StartsWith("## ", metadata["releaseNotes"].Value, StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", metadata["releaseNotes"].Value, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Packages))]
    public void A_package_holds_its_readme_and_an_icon_of_128_pixels(string package)
    {
        var metadata = packed.Metadata(package);
        using var archive = packed.Open(package);

        Assert.Equal(File.ReadAllBytes(Repository.Readme(package)), Read(archive, metadata["readme"].Value));
        byte[] icon = Read(archive, metadata["icon"].Value);
        // The PNG specification, 5.2 and 11.2.2: a signature, then the header with width and height.
        byte[] signature = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8];
        Assert.Equal(signature, icon[..8]);
        Assert.Equal((128, 128), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
    }

    [Theory, MemberData(nameof(Libraries))]
    public void A_library_comes_with_its_documentation_and_beside_it_with_its_symbols(string library)
    {
        using var archive = packed.Open(library);
        using var symbols = packed.Open(library, "snupkg");

        Assert.Contains(archive.Entries, entry => entry.FullName == $"lib/net10.0/{library}.dll");
        Assert.Contains("<summary>", Encoding.UTF8.GetString(Read(archive, $"lib/net10.0/{library}.xml")), StringComparison.Ordinal);
        // A portable PDB begins like the metadata of an assembly (ECMA-335, II.24.2.1).
        Assert.Equal("BSJB"u8.ToArray(), Read(symbols, $"lib/net10.0/{library}.pdb")[..4]);
    }

    [Theory, MemberData(nameof(WithExample))]
    public async Task The_example_in_its_readme_prints_what_stands_below_it(string library) =>
        Assert.Equal(Example.Of(library)!.Output, (await packed.User.RunAsync(library)).ReplaceLineEndings("\n").TrimEnd());

    [Fact]
    public async Task The_engine_needs_one_assembly_beside_its_own_and_nothing_native()
    {
        string[] libraries = [.. Directory.EnumerateFiles(packed.UserOfEngine.Output, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is not (".json" or ".pdb" or ".xml")).Select(file => Path.GetRelativePath(packed.UserOfEngine.Output, file)).Order()];

        Assert.Equal(["Relevance.dll", "System.Numerics.Tensors.dll", "User.dll"], libraries);
        Assert.All(libraries, library => AssemblyName.GetAssemblyName(Path.Combine(packed.UserOfEngine.Output, library)));
        Assert.Equal(Example.Of("Relevance")!.Output, (await packed.UserOfEngine.RunAsync("Relevance")).ReplaceLineEndings("\n").TrimEnd());
    }

    private static byte[] Read(ZipArchive archive, string entry)
    {
        using var stream = archive.GetEntry(entry)?.Open() ?? throw new InvalidDataException($"There is no {entry} in the package.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
