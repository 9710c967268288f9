using System.CommandLine;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary>A command whose help teaches it.</summary>
internal sealed class DocumentedCommand : Command
{
    /// <summary>Makes the command.</summary>
    /// <param name="name">What the user types.</param>
    /// <param name="summary">One line for the list of commands.</param>
    /// <param name="options">Its options, as the help lists them.</param>
    internal DocumentedCommand(string name, string summary, params IEnumerable<Option> options) : base(name, summary)
    {
        foreach (var option in options)
            Add(option);
    }

    /// <summary>What there is to know beyond the summary.</summary>
    internal string Details { get; init; } = "";

    internal IReadOnlyList<Example> Examples { get; init; } = [];
}
