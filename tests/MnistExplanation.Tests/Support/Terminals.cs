using Relevance.Tool.Console;
using Spectre.Console;

namespace MnistExplanation.Tests.Support;

/// <summary>Terminals that a test can read.</summary>
internal static class Terminals
{
    /// <summary>One at which a person sits.</summary>
    internal static Terminal Create(TextWriter output, TextWriter error, int columns, ColorSystemSupport colors)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colors == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = colors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = true;
        return new(console, error, interactive: true);
    }
}
