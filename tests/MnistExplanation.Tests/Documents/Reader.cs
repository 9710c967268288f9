using System.Collections.Immutable;
using System.Diagnostics;
using Mnist.Data;
using MnistExplanation.Commands;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Studio.Hosting;
using Relevance.Tool;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;

namespace MnistExplanation.Tests.Documents;

/// <summary>Who follows a document, in a folder with the files that it takes for granted: a drawing, pictures, arrays, networks.</summary>
internal sealed class Reader : IAsyncDisposable
{
    /// <summary>How the documents start the program of digits.</summary>
    private static readonly string[][] Programs = [["MnistExplanation"], ["dotnet", "run", "-c", "Release", "--project", "src/MnistExplanation", "--"], ["relevance"]];

    /// <summary>Both data sets have a hundred digits, so that what trains or fetches does it in seconds.</summary>
    private static readonly ImmutableArray<DatasetSpecification> Datasets =
        [TinyDataset.Instance.Specification, TinyDataset.Instance.Specification with { Id = DatasetSpecification.FashionMnist.Id, Name = "Tiny Fashion-MNIST" }];

    private readonly Workplace place = new();
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly CancellationTokenSource leaving = new();
    private readonly List<(string Documented, string Actual, Task<int> Server)> studios = [];

    internal Reader()
    {
        Directory.SetCurrentDirectory(place[""]);
        _ = place.Data;
        foreach (var folder in new[] { "pictures", "models", "src/MnistExplanation/Assets" })
            Directory.CreateDirectory(folder);
        foreach (var network in new[] { "net.safetensors", "mine.safetensors", "src/MnistExplanation/Assets/target.safetensors" })
            File.WriteAllBytes(network, EmbeddedAssets.Model());
        var digits = EmbeddedDigits.Instance.Images[..3];
        NumpyFile.Write<byte>("test.npy", digits.Pixels.Span, 3, 28, 28);
        NumpyFile.Write<long>("labels.npy", [.. digits.Labels.ToArray().Select(label => (long)label)], 3);
        foreach (var picture in new[] { "mine.png", "digit.png", "photo.jpg", "cat.jpg", "pictures/a.png", "pictures/b.png" })
            Heatmap.Render(Map.FromBytes(28, 28, digits.Pixels.Span[..784]), ColorScale.Grey, factor: 1).Save(picture);
    }

    /// <summary>The arguments of one of the programs, or null if the line starts another.</summary>
    internal static (string Program, IReadOnlyList<string> Arguments)? Started(string line)
    {
        var words = ShellWords.Of(line.Replace("$seed", "1", StringComparison.Ordinal));
        return Programs.FirstOrDefault(start => words.Take(start.Length).SequenceEqual(start)) is { } found
            ? (found is ["relevance"] ? "relevance" : "MnistExplanation", [.. words.Skip(found.Length)])
            : null;
    }

    /// <summary>What the program's own parser has against the arguments.</summary>
    internal static IEnumerable<string> Errors(string program, IReadOnlyList<string> arguments)
    {
        var (commands, _) = Create(program, false, TextWriter.Null);
        return commands.Parse(arguments).Errors.Select(error => error.Message);
    }

    /// <summary>Runs a command, or starts a studio, and expects what it was asked to write.</summary>
    internal async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        if (arguments is ["serve", ..])
        {
            await ServeAsync(program, arguments);
            return;
        }
        var written = arguments.Zip(arguments.Skip(1)).Where(pair => pair.First is "--output" or "--curves" or "--train").Select(pair => pair.Second);
        var output = new StringWriter();
        var (commands, host) = Create(program, arguments is ["explain", ..], output);
        var code = await Application.RunAsync(Shortened(program, arguments), commands, host, TestContext.Current.CancellationToken);
        Assert.True(code == ExitCode.Success, $"It ended with {code}:\n{output}");
        Assert.All(written, name => Assert.True(Path.Exists(name), $"{name} was not written."));
    }

    /// <summary>Whether this machine has what lines that ask a studio are written for.</summary>
    internal static bool CanAsk { get; } = new[] { "sh", "curl", "jq" }.All(program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))));

    /// <summary>Runs a line that asks a studio, with the shell.</summary>
    internal async Task<string> AskAsync(string line)
    {
        foreach (var (documented, actual, _) in studios)
            line = line.Replace(documented, actual, StringComparison.Ordinal);
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.Equal(0, shell.ExitCode);
        return output;
    }

    /// <summary>Starts a studio at any free port; what is asked later goes there.</summary>
    private async Task ServeAsync(string program, IReadOnlyList<string> arguments)
    {
        var printed = new StringWriter();
        var output = TextWriter.Synchronized(printed);
        var (commands, host) = Create(program, true, output);
        var documented = arguments.SkipWhile(argument => argument != "--urls").ElementAtOrDefault(1) ?? StudioOptions.DefaultUrl;
        var server = Application.RunAsync(With(arguments, "--urls", "http://127.0.0.1:0"), commands, host, leaving.Token);
        const string Says = "Studio at ";
        await Patience.UntilAsync("the studio", () => server.IsCompleted || Printed().Contains('—', StringComparison.Ordinal));
        Assert.False(server.IsCompleted, Printed());
        studios.Add((documented, Printed()[Says.Length..].Split(' ')[0], server));

        // The synchronised writer locks itself.
        string Printed()
        {
            lock (output)
                return printed.ToString();
        }
    }

    /// <summary>The same with less to do, and with the data set in the reader's folder.</summary>
    private static IReadOnlyList<string> Shortened(string program, IReadOnlyList<string> arguments) => (program, arguments) switch
    {
        (_, ["evaluate", ..]) => Unless(Unless(Fewer(WithData(program, With(arguments, "--count", "2")), "--seeds", "2"), "--methods", "gradient,lrp"), "--measures", "selectivity-gap,sparseness"),
        (_, ["train" or "reproduce", ..]) => WithData(program, With(arguments, "--epochs", "1")),
        (_, ["interpret", "--train", ..] or ["test" or "data", ..]) => WithData(program, arguments),
        (_, ["interpret", ..]) => WithData(program, With(arguments, "--steps", "2")),
        _ => arguments,
    };

    private static IReadOnlyList<string> WithData(string program, IReadOnlyList<string> arguments) => program == "relevance" ? arguments : With(arguments, "--data", "data");

    private static IReadOnlyList<string> Unless(IReadOnlyList<string> arguments, string option, string value) =>
        arguments.Contains(option) ? arguments : [.. arguments, option, value];

    private static IReadOnlyList<string> Fewer(IReadOnlyList<string> arguments, string option, string value) =>
        arguments.Contains(option) ? With(arguments, option, value) : arguments;

    private static IReadOnlyList<string> With(IReadOnlyList<string> arguments, string option, string value)
    {
        var place = arguments.ToList().IndexOf(option);
        return place < 0 ? [.. arguments, option, value] : [.. arguments.Take(place + 1), value, .. arguments.Skip(place + 2)];
    }

    private static (System.CommandLine.RootCommand Commands, ToolHost Host) Create(string program, bool explains, TextWriter output)
    {
        var terminal = Terminal.Plain(output, output);
        if (program == "relevance")
        {
            var tool = new StandaloneHost(terminal);
            return (StandaloneCommands.Create(tool), tool);
        }
        // To explain takes no training: the digits inside the program are those of MNIST.
        var host = new Host(terminal, explains ? DatasetSpecification.All : Datasets);
        return (CommandTree.Create(host), host);
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await Task.WhenAll(studios.Select(studio => studio.Server));
        leaving.Dispose();
        Directory.SetCurrentDirectory(before);
        place.Dispose();
    }
}
