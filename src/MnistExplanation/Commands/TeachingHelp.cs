using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MnistExplanation.Commands;

/// <summary>The usual help, followed by examples that can be typed as they are.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Example[] OfTheProgram =
    [
        new("reproduce", "Data, training, test, the three figures and a report, in the folder 'results'."),
        new("explain", "Explain one digit of each class here and now."),
        new("explain --help", "All that a command can do, with examples."),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var taught = parseResult.CommandResult.Command as TaughtCommand;
        if (taught is { Details.Length: > 0 })
            taught.Description = $"{taught.Description}\n\n{taught.Details}";
        usual.Invoke(parseResult);
        var examples = taught?.Examples ?? OfTheProgram;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  MnistExplanation {example.Arguments}");
            output.WriteLine($"      {example.Meaning}");
        }
        return 0;
    }
}
