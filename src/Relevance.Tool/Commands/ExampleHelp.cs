using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary>The usual help, followed by examples that can be typed as they are.</summary>
/// <param name="usual">The usual help.</param>
/// <param name="host">The program that is run.</param>
internal sealed class ExampleHelp(HelpAction usual, ToolHost host) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var documented = parseResult.CommandResult.Command as DocumentedCommand;
        if (documented is { Details.Length: > 0 })
            documented.Description = $"{documented.Description}\n\n{documented.Details}";
        usual.Invoke(parseResult);
        var examples = documented?.Examples ?? host.Examples;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  {host.Program} {example.Arguments}");
            output.WriteLine($"      {example.Meaning}");
        }
        return 0;
    }
}
