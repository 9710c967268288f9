using System.Text.Json;
using MnistExplanation.Tests.Support;
using Relevance.Imaging;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests;

/// <summary>The program as a process: what it leaves behind however it ends.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Kills = 10;

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_normal_run_prints_nothing_on_standard_error_and_no_colours_into_a_pipe()
    {
        using var child = ChildProcess.Start("explain", "--data", place.Data);
        var result = (await child.EndAsync()).Succeeded();

        Assert.Contains("sum of relevance", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_training_and_says_how_to_continue()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("There are no signals to send on Windows.");
        string[] command = ["train", "--data", place.Data, "--epochs", "10000", "--threads", "1", "--output", place["m.safetensors"]];
        using var child = ChildProcess.Start(command);
        while (child.IsRunning && !File.Exists(place["m.checkpoint/checkpoint.safetensors"]))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        child.Interrupt();
        var result = await child.EndAsync();

        result.Failed(ExitCode.Cancelled, "m.checkpoint", "continues");
        Assert.False(File.Exists(place["m.safetensors"]));
        Assert.DoesNotContain(place.Files("m.checkpoint"), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killing_a_training_at_random_moments_loses_and_corrupts_nothing()
    {
        string[] command = ["train", "--data", place.Data, "--epochs", "30", "--batch-size", "4", "--threads", "1", "--output"];
        (await EndAsync([.. command, place["expected.safetensors"]])).Succeeded();

        await KillRepeatedlyAsync([.. command, place["m.safetensors"]], () =>
        {
            foreach (var file in Directory.EnumerateFiles(place[""], "*.safetensors", SearchOption.AllDirectories).Where(IsFinished))
                AssertIsWhole(file);
        });

        (await EndAsync([.. command, place["m.safetensors"]])).Succeeded();
        Assert.Equal(File.ReadAllBytes(place["expected.safetensors"]), File.ReadAllBytes(place["m.safetensors"]));
        Assert.Equal(30, File.ReadAllLines(place["m.training-log.jsonl"]).Length);
    }

    [Fact]
    public async Task Killing_a_reproduction_at_random_moments_loses_and_corrupts_nothing()
    {
        string[] command = ["reproduce", "--data", place.Data, "--epochs", "30", "--threads", "1", "--output"];
        (await EndAsync([.. command, place["expected"]])).Succeeded();

        await KillRepeatedlyAsync([.. command, place["out"]], () =>
        {
            if (Directory.Exists(place["out"]))
                Assert.All(Directory.EnumerateFiles(place["out"], "*", SearchOption.AllDirectories).Where(IsFinished), AssertIsWhole);
        });

        (await EndAsync([.. command, place["out"]])).Succeeded();
        foreach (var file in new[] { "model.safetensors", "test.json", "confusion_matrix.png", "sensitivity_analysis.png", "simple_taylor.png", "lrp.png", "methods.png" })
            Assert.Equal(File.ReadAllBytes(place[$"expected/{file}"]), File.ReadAllBytes(place[$"out/{file}"]));
        Assert.Equal(
            Json.Read(place["expected/results.json"])["test_accuracy"]!.GetValue<double>(), Json.Read(place["out/results.json"])["test_accuracy"]!.GetValue<double>());
    }

    /// <summary>Starts a command and kills it, each time a little later, around a random moment of its life; stops early when it is done.</summary>
    private static async Task KillRepeatedlyAsync(string[] command, Action check)
    {
        var random = new Random(1);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using (var whole = ChildProcess.Start("--version"))
            await whole.EndAsync();
        // From the start of the runtime to well into the work, however slow the machine is today.
        var longest = 10 * watch.Elapsed;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var child = ChildProcess.Start(command);
            await Task.Delay(random.NextDouble() * longest, TestContext.Current.CancellationToken);
            child.Kill();
            await child.EndAsync();
            check();
        }
    }

    private static async Task<CliResult> EndAsync(string[] command)
    {
        using var child = ChildProcess.Start(command);
        return await child.EndAsync();
    }

    /// <summary>A file that is still being written has another name.</summary>
    private static bool IsFinished(string file) => !file.EndsWith(".tmp", StringComparison.Ordinal);

    private static void AssertIsWhole(string file)
    {
        switch (Path.GetExtension(file))
        {
            case ".png":
                Assert.True(GreyImage.Decode(file).Width > 0);
                break;
            case ".json":
                Assert.NotNull(Json.Read(file));
                break;
            case ".jsonl":
                Assert.All(File.ReadAllLines(file), line => JsonDocument.Parse(line).Dispose());
                break;
            case ".html":
                Assert.EndsWith("</html>", File.ReadAllText(file).TrimEnd(), StringComparison.Ordinal);
                break;
            case ".safetensors":
                AssertIsWholeSafetensors(File.ReadAllBytes(file));
                break;
            default:
                Assert.Fail($"Nobody knows the file '{file}'.");
                break;
        }
    }

    /// <summary>The header says how long the file is; a checkpoint is not a model, but has the same form.</summary>
    private static void AssertIsWholeSafetensors(byte[] content)
    {
        var header = (int)BitConverter.ToUInt64(content);
        using var json = JsonDocument.Parse(content.AsMemory(8, header));
        var end = json.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").Max(entry => entry.Value.GetProperty("data_offsets")[1].GetInt64());
        Assert.Equal(content.Length, 8 + header + end);
    }
}
