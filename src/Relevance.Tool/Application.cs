using System.CommandLine;
using System.CommandLine.Invocation;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;

namespace Relevance.Tool;

/// <summary>The program: reads the command line, runs the command, turns what happens into an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, RootCommand commands, ToolHost host, CancellationToken cancellation = default)
    {
        var parsed = commands.Parse(arguments);
        if (parsed.Action is ParseErrorAction)
            return Failures.ReportUsage(parsed, host);
        var verbose = parsed.GetValue(SharedOptions.Verbose);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = host.Terminal.Out.Profile.Out.Writer,
                    Error = host.Terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellation);
        }
        catch (Exception e)
        {
            return Failures.Report(e, host, verbose);
        }
    }
}
