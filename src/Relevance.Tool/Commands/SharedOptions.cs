using System.CommandLine;
using Relevance.Tool.Explaining;

namespace Relevance.Tool.Commands;

/// <summary>Options that several commands have, with the same meaning in each.</summary>
internal static class SharedOptions
{
    private const int MostThreads = 1024, LargestBatch = 100_000;

    /// <summary>Every command has it.</summary>
    internal static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Also print details about this machine, and the location of an error in the program (to standard error).",
        Recursive = true,
    };

    /// <summary>The options that every command has.</summary>
    internal static IEnumerable<Option> Global => [Verbose];

    /// <summary>Threads to compute with; null for one per core.</summary>
    /// <param name="trains">Whether the command may train a network.</param>
    internal static Option<int?> Threads(bool trains = false) => NumberOption.Optional(
        "--threads",
        "Threads to compute with; without it, one per core. " + (trains ? "Networks trained with another number may differ in the last digits; nothing else does." : "Results do not depend on it."),
        1, MostThreads);

    /// <summary>How many images are computed at once.</summary>
    internal static Option<int> BatchSize() => NumberOption.Create("--batch-size", "Images computed at once; bounds the memory.", 128, 1, LargestBatch);

    /// <summary>A model file; null for the one that the program has inside.</summary>
    /// <param name="description">Which files, and what happens without it.</param>
    internal static Option<string?> Model(string description) => new("--model")
    {
        Description = description,
        HelpName = "FILE",
    };

    /// <summary>Files to write, of the kinds that the command knows.</summary>
    internal static Option<OutputFile[]?> Outputs(string description, params OutputKind[] kinds) => new("--output")
    {
        Description = description,
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            var files = new List<OutputFile>();
            foreach (var token in result.Tokens)
            {
                if (OutputFile.Parse(token.Value) is not { } file || !kinds.Contains(file.Kind))
                    result.AddError($"--output {token.Value}: the name must end with {string.Join(" or ", kinds.Select(OutputFile.Ending))}, which says what is written.");
                else if (files.Any(other => Path.GetFullPath(other.Path) == Path.GetFullPath(file.Path)))
                    result.AddError($"--output {token.Value} is given twice.");
                else
                    files.Add(file);
            }
            return [.. files];
        },
    };
}
