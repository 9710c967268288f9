using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary>The usual help, followed by examples that can be typed as they are.</summary>
/// <param name="usual">The usual help.</param>
/// <param name="host">The program that is run.</param>
internal sealed class ExampleHelp(HelpAction usual, ToolHost host) : SynchronousCommandLineAction
{
    /// <summary>The width of help in a file or a pipe; and of examples always, as whoever copies one wants whole lines.</summary>
    private const int Width = 80;

    /// <summary>The help indents what it prints of a description.</summary>
    private const int Indent = 2;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var documented = parseResult.CommandResult.Command as DocumentedCommand;
        if (usual.MaxWidth == int.MaxValue)
            usual.MaxWidth = Width;
        if (documented is { Details.Length: > 0 })
            documented.Description = string.Join('\n', HangingText.Wrap($"{documented.Description}\n\n{documented.Details}", usual.MaxWidth - Indent));
        usual.Invoke(parseResult);
        var examples = documented?.Examples ?? host.Examples;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            foreach (var line in Lines($"{host.Program} {example.Arguments}"))
                output.WriteLine(line);
            foreach (var line in HangingText.Wrap($"      {example.Meaning}", Width))
                output.WriteLine(line);
        }
        return 0;
    }

    /// <summary>The lines of a command that a shell reads as one, broken before options.</summary>
    private static IEnumerable<string> Lines(string command)
    {
        const string Option = " --", GoesOn = " \\";
        var line = "";
        foreach (var (place, part) in command.Split(Option).Index())
        {
            var piece = place == 0 ? $"  {part}" : $"{Option}{part}";
            if (line.Length + piece.Length + GoesOn.Length > Width)
            {
                yield return $"{line}{GoesOn}";
                line = "   ";
            }
            line += piece;
        }
        yield return line;
    }
}
