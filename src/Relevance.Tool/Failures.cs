using System.CommandLine;
using Relevance.Definitions;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;

namespace Relevance.Tool;

/// <summary>Turns what went wrong into a message on standard error, one line unless it lists something, and an exit code.</summary>
internal static class Failures
{
    /// <summary>Reports an exception that ended a command.</summary>
    internal static int Report(Exception exception, ToolHost host, bool verbose)
    {
        var terminal = host.Terminal;
        var (message, code) = Explain(exception, host);
        terminal.Error.WriteLine(Lines(message));
        if (verbose && code == ExitCode.Failure)
            terminal.Error.WriteLine(exception);
        return code;
    }

    /// <summary>Reports a command line that cannot be understood, with the nearest thing that can.</summary>
    internal static int ReportUsage(ParseResult parsed, ToolHost host)
    {
        var terminal = host.Terminal;
        var command = parsed.CommandResult.Command;
        terminal.Error.WriteLine($"Error: {OneLine(parsed.Errors[0].Message)}{Suggest(parsed)}");
        var path = command is RootCommand ? "" : command.Name + " ";
        terminal.Error.WriteLine($"'{host.Program} {path}--help' shows what is possible.");
        return ExitCode.WrongUsage;
    }

    private static (string Message, int Code) Explain(Exception exception, ToolHost host) => exception switch
    {
        OperationCanceledException => ("Cancelled; nothing half-written was left behind.", ExitCode.Cancelled),
        CancelledException e => (e.Message, ExitCode.Cancelled),
        UsageException e => ($"Error: {e.Message}", ExitCode.WrongUsage),
        UserException or InvalidDataException or IOException or UnauthorizedAccessException
            => ($"Error: {exception.Message}", ExitCode.Failure),
        _ when host.ExpectedErrors.Contains(exception.GetType()) => ($"Error: {exception.Message}", ExitCode.Failure),
        OutOfMemoryException => ("Error: There is not enough memory; try a smaller --batch-size or fewer images.", ExitCode.Failure),
        _ => ($"Error: {exception.Message} (This is unexpected: a fault of the program. --verbose shows where.)", ExitCode.Failure),
    };

    private static string Suggest(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var word, ..])
            return "";
        var command = parsed.CommandResult.Command;
        if (!word.StartsWith('-') && (Path.HasExtension(word) || Path.Exists(word)) && command.Options.Any(option => option.Name == ImageFileOptions.Images))
            return $" Did you mean '{ImageFileOptions.Images} {word}'?";
        var known = word.StartsWith('-')
            ? command.Options.Concat(SharedOptions.Global).Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        return Nearest.Of(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
    }

    /// <summary>The lines of a message as they are, without blank ones.</summary>
    private static string Lines(string text) => string.Join(Environment.NewLine, text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0));

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
