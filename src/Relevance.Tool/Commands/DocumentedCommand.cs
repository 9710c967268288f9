using System.CommandLine;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary>A command whose help teaches it.</summary>
/// <param name="name">What the user types.</param>
/// <param name="summary">One line for the list of commands.</param>
internal sealed class DocumentedCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>What there is to know beyond the summary.</summary>
    internal string Details { get; init; } = "";

    internal IReadOnlyList<Example> Examples { get; init; } = [];
}
