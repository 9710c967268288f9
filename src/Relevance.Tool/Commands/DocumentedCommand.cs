using System.CommandLine;

namespace Relevance.Tool.Commands;

/// <summary>An example of a command.</summary>
/// <param name="Arguments">What to type after the program's name.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record Example(string Arguments, string Meaning);

/// <summary>A command whose help teaches it.</summary>
/// <param name="name">What the user types.</param>
/// <param name="summary">One line for the list of commands.</param>
internal sealed class DocumentedCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>What there is to know beyond the summary.</summary>
    internal string Details { get; init; } = "";

    internal IReadOnlyList<Example> Examples { get; init; } = [];
}
