using System.Collections.Immutable;
using Mnist.Data;
using MnistExplanation.Commands;
using MnistExplanation.Digits;
using Relevance.Tool;
using Relevance.Tool.Console;
using Spectre.Console;

namespace MnistExplanation.Tests.Support;

/// <summary>What a command came to.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliResult(int Code, string Output, string Error)
{
    /// <summary>Requires success with nothing on standard error.</summary>
    internal CliResult Succeeded()
    {
        Assert.Equal("", Error);
        Assert.Equal(ExitCode.Success, Code);
        return this;
    }

    /// <summary>Requires a failure that says in one line what these parts say.</summary>
    internal CliResult Failed(int code, params string[] parts)
    {
        Assert.Equal(code, Code);
        Assert.All(parts, part => Assert.Contains(part, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}

/// <summary>Runs commands within the test's process.</summary>
internal static class Cli
{
    /// <summary>Runs a command as the published program would.</summary>
    internal static Task<CliResult> RunAsync(params IReadOnlyList<string> arguments) => RunAsync(DatasetSpecification.All, arguments);

    /// <summary>Runs a command of a program whose MNIST is the tiny data set.</summary>
    internal static Task<CliResult> RunTinyAsync(params IReadOnlyList<string> arguments) => RunAsync([TinyDataset.Instance.Specification], arguments);

    /// <summary>The same, until the token is cancelled.</summary>
    internal static Task<CliResult> RunTinyAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        RunAsync([TinyDataset.Instance.Specification], arguments, cancellation);

    /// <summary>Runs a command on a terminal of so many columns, without colours; of the program, or of one whose MNIST is the tiny data set.</summary>
    internal static async Task<CliResult> RunOnTerminalAsync(int columns, bool tiny, params IReadOnlyList<string> arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new Host(Terminals.Create(output, error, columns, ColorSystemSupport.NoColors), tiny ? [TinyDataset.Instance.Specification] : DatasetSpecification.All);
        var code = await Application.RunAsync(arguments, CommandTree.Create(host), host, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    private static async Task<CliResult> RunAsync(
        ImmutableArray<DatasetSpecification> datasets, IReadOnlyList<string> arguments, CancellationToken cancellation = default)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var host = new Host(Terminal.Plain(output, error), datasets);
        var code = await Application.RunAsync(arguments, CommandTree.Create(host), host, cancellation);
        return new(code, output.ToString(), error.ToString());
    }
}
