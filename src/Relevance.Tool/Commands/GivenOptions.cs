using System.CommandLine;
using System.CommandLine.Parsing;

namespace Relevance.Tool.Commands;

/// <summary>What was typed.</summary>
internal static class GivenOptions
{
    extension(SymbolResult result)
    {
        /// <summary>Whether an option was typed, rather than left to its default.</summary>
        internal bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
    }
}
