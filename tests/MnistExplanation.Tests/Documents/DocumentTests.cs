using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using MnistExplanation.Commands;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Catalogue;

namespace MnistExplanation.Tests.Documents;

/// <summary>
/// Every document, followed from top to bottom by a <see cref="Reader"/>: each command runs as it stands, on a data set of a hundred digits and with fewer epochs,
/// steps and images; each block of C# is compiled and run. What is not run stands in the lists here, with the reason.
/// </summary>
public sealed partial class DocumentTests(ITestOutputHelper output)
{
    /// <summary>Commands that are only read by the program's parser here.</summary>
    private static readonly Dictionary<string, string> ParsedOnly = new()
    {
        ["bench"] = "measures for minutes; BenchTests run its parts",
        ["gallery"] = "GalleryTests run it and compare what it writes",
        ["evaluate --experiment"] = "trains networks for the advice; ExperimentTests run each experiment",
    };

    /// <summary>Lines that start other programs, and who runs them.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["./test"] = "runs this",
        ["for seed in 0 1 2 3 4; do"] = "the lines within are taken for one seed",
        ["done"] = "see above",
        ["dotnet pack -c Release src/Relevance.Tool --output packages"] = "Packages.Tests pack and install",
        ["dotnet pack -c Release -o artifacts"] = "Packages.Tests pack and install",
        ["dotnet tool install --global Relevance.Tool --add-source packages"] = "Packages.Tests pack and install",
        ["dotnet tool install --global Relevance.Tool"] = "Packages.Tests pack and install",
        ["dotnet run -c Release samples/first-heatmap.cs"] = "Samples.Tests run every sample",
        ["dotnet pack -c Release src/Relevance.Tool -r linux-x64 -p:PublishAot=true --output packages"] = "compiles for minutes and needs a C compiler",
        ["dotnet tool install --global Relevance.Tool.linux-x64 --add-source packages"] = "installs what the line before makes",
        ["dotnet tool restore"] = "fetches docfx",
        ["dotnet docfx docs/api/docfx.json"] = "takes the built libraries, and half a minute",
    };

    /// <summary>How a line begins that belongs into a block of the shell.</summary>
    private static readonly string[] Starts = ["MnistExplanation ", "relevance ", "dotnet ", "curl "];

    public static TheoryData<string> Documents => [.. Found.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_can_be_followed_from_top_to_bottom(string document)
    {
        await using var reader = new Reader();
        foreach (var block in Block.Of(File.ReadAllText(Path.Combine(Root, document))))
        {
            var watch = Stopwatch.StartNew();
            try
            {
                await FollowAsync(document, block, reader);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{document}, line {block.Line}: {e.Message}", e);
            }
            output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s: line {block.Line}, {block.Language}");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_links_of_a_document_lead_somewhere(string document) =>
        Assert.All(Links().Matches(File.ReadAllText(Path.Combine(Root, document))).Select(match => match.Groups[1].Value).Where(link => !link.Contains(':', StringComparison.Ordinal)), link =>
        {
            var (file, heading) = link.Split('#') is [var path, var anchor] ? (path, anchor) : (link, null);
            var target = file.Length == 0 ? Path.Combine(Root, document) : Path.Combine(Root, Path.GetDirectoryName(document)!, file);
            Assert.True(Path.Exists(target), link);
            if (heading is not null)
                Assert.Contains(heading, File.ReadLines(target).Where(line => line.StartsWith('#')).Select(Anchor));
        });

    [Fact]
    public void The_documents_count_and_name_the_methods()
    {
        Assert.Equal(21, MethodCatalogue.All.Length);
        Assert.Contains("twenty-one methods", File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);
        Assert.Contains("twenty-one methods", CommandTree.Create(Host.OfProcess()).Description, StringComparison.Ordinal);
        var guide = File.ReadAllText(Path.Combine(Root, "docs/guides/explain-images.md"));
        Assert.All(MethodCatalogue.All, method => Assert.Contains($"`{method.Name}", guide, StringComparison.Ordinal));
    }

    /// <summary>The name by which the page of a document finds a heading.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-')).Replace(' ', '-');

    private static async Task FollowAsync(string document, Block block, Reader reader)
    {
        switch (block.Language)
        {
            case "sh":
                foreach (var line in block.Commands)
                    await FollowAsync(line, reader);
                break;
            case "csharp" when IsRunFromItsPackage(document, block):
                break;
            case "csharp":
                CompiledCode.Run($"using static Explained;\n{block.Text}", Explained.Code);
                break;
            case "json":
                await File.WriteAllTextAsync("mine.json", block.Text);
                break;
            case "python":
                // SampleTests compare the class with the network; nothing here has PyTorch.
                Assert.Equal("docs/models.md", document);
                break;
            case "":
                // What is printed, or a formula: nothing that somebody could type.
                Assert.DoesNotContain(block.Commands, line => Elsewhere.ContainsKey(line) || Starts.Any(start => line.StartsWith(start, StringComparison.Ordinal)));
                break;
            case "text":
                // A drawing.
                break;
            default:
                Assert.Fail($"Nobody knows how to follow '{block.Language}'.");
                break;
        }
    }

    private static async Task FollowAsync(string line, Reader reader)
    {
        if (Reader.Started(line) is var (program, arguments))
        {
            Assert.Empty(Reader.Errors(program, arguments));
            if (!ParsedOnly.Keys.Any(command => command.Split(' ').All(arguments.Contains)))
                await reader.RunAsync(program, arguments);
        }
        else if (line.StartsWith("curl ", StringComparison.Ordinal))
        {
            // What is refused is answered with a status among the problem's details.
            if (Reader.CanAsk)
                Assert.DoesNotContain("\"status\"", await reader.AskAsync(line), StringComparison.Ordinal);
            else
                TestContext.Current.AddWarning($"sh, curl or jq is not on this machine, so nobody ran '{line}'.");
        }
        else
        {
            Assert.True(Elsewhere.ContainsKey(string.Join(' ', ShellWords.Of(line))), $"Nobody runs '{line}'.");
        }
    }

    /// <summary>Packages.Tests run the first example of a package's README, from the package.</summary>
    private static bool IsRunFromItsPackage(string document, Block block) =>
        document.StartsWith("src/", StringComparison.Ordinal) && Block.Of(File.ReadAllText(Path.Combine(Root, document))).First(other => other.Language == "csharp") == block;

    private static string Root { get; } =
        typeof(DocumentTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static IEnumerable<string> Found =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "samples"), "*.md"))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Root, "src")).SelectMany(folder => Directory.EnumerateFiles(folder, "*.md")))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();
}
