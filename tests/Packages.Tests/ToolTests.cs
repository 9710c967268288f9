using System.Diagnostics;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The command <c>relevance</c> as those get it who install it.</summary>
public sealed class ToolTests(PackedLibraries packed)
{
    private const string Package = "Relevance.Tool";

    /// <summary>More would be a burden to install.</summary>
    private const long LargestPackage = 40_000_000;

    private static string Assets => Path.Combine(Repository.Root, "src", "MnistExplanation", "Assets");

    [Fact]
    public async Task It_is_installed_from_its_package_explains_a_network_and_judges_explanations()
    {
        var (tools, work) = (packed.Folder("tools"), packed.Folder("work"));
        await Dotnet.RunAsync(work, "tool", "install", Package, "--tool-path", tools, "--version", packed.Version, "--add-source", packed.Source);
        var (model, images) = (Path.Combine(Assets, "target.safetensors"), Path.Combine(Assets, "digits.images.npy"));

        Assert.Contains("integrated-gradients", await RunAsync(tools, work, "list"), StringComparison.Ordinal);
        Assert.Contains("Conv2d", await RunAsync(tools, work, "plan", "--model", model), StringComparison.Ordinal);
        var told = await RunAsync(tools, work, "explain", "--model", model, "--images", images, "--method", "gradient", "--output", "relevance.npy");

        var judged = await RunAsync(
            tools, work, "evaluate", "--model", model, "--images", images, "--methods", "gradient,lrp", "--measures", "conservation", "--count", "10", "--output", "judged");

        Assert.Contains("Means over 10 images", judged, StringComparison.Ordinal);
        Assert.Contains("Which explanation to trust", await File.ReadAllTextAsync(Path.Combine(work, "judged", "evaluation.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("relevance.npy: 100 heatmaps by gradient", told, StringComparison.Ordinal);
        // One number of four bytes for each pixel of a hundred digits, after a header of 128 bytes.
        Assert.Equal(128 + 4 * 100 * 784, new FileInfo(Path.Combine(work, "relevance.npy")).Length);
    }

    [Fact]
    public void It_is_small_and_brings_no_libtorch()
    {
        using var archive = packed.Open(Package);

        Assert.DoesNotContain(archive.Entries, entry => entry.Name.Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.InRange(new FileInfo(Path.Combine(packed.Source, $"{Package}.{packed.Version}.nupkg")).Length, 1, LargestPackage);
    }

    private static async Task<string> RunAsync(string tools, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(tools, "relevance"), arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience.Limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"relevance {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }
}
