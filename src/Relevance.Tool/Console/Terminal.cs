using Spectre.Console;

namespace Relevance.Tool.Console;

/// <summary>
/// Where the program prints. Standard output carries results and, on a terminal only, progress bars; standard error carries nothing but
/// errors and what <c>--verbose</c> adds.
/// </summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="interactive">Whether a person watches: bars and colours make sense.</param>
internal sealed class Terminal(IAnsiConsole output, TextWriter error, bool interactive)
{
    /// <summary>What a table in a file or pipe should not be wider than where its content allows.</summary>
    private const int WidthOfFiles = 100;

    internal IAnsiConsole Out { get; } = output;

    internal TextWriter Error { get; } = error;

    internal bool IsInteractive { get; } = interactive;

    /// <summary>How many characters a line should have at most.</summary>
    internal int Width => IsInteractive ? Out.Profile.Width : WidthOfFiles;

    /// <summary>By which time passes.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The terminal, pipes or files that the process was started with.</summary>
    internal static Terminal OfProcess() => System.Console.IsOutputRedirected
        ? Plain(System.Console.Out, System.Console.Error)
        : new(AnsiConsole.Console, System.Console.Error, AnsiConsole.Profile.Capabilities.Interactive);

    /// <summary>Text only: no colours, no cursor movements, no bars.</summary>
    internal static Terminal Plain(TextWriter output, TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = WidthOfFiles;
        console.Profile.Capabilities.Unicode = true;
        return new(console, error, interactive: false);
    }

    /// <summary>Prints one line as it is; brackets have no meaning in it.</summary>
    internal void Line(string text = "")
    {
        // On a terminal the line must go round a bar that may be moving there; in a file it must not be wrapped.
        if (IsInteractive)
            Out.WriteLine(text);
        else
            Out.Profile.Out.Writer.WriteLine(text);
    }
}
