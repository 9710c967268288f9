using System.CommandLine;
using Mnist.Data;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using Relevance.Definitions;

namespace MnistExplanation.Commands;

/// <summary>Options that several commands have, with the same meaning in each.</summary>
internal static class SharedOptions
{
    private const int MostThreads = 1024;

    /// <summary>Every command has it.</summary>
    internal static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Also print what the program found out about this machine, and where an error came from (to standard error).",
        Recursive = true,
    };

    /// <summary>The options that every command has.</summary>
    internal static IEnumerable<Option> Global => [Verbose];

    /// <summary>Which data set; null if not given.</summary>
    internal static Option<DatasetSpecification?> Dataset(Host host, string whenMissing)
    {
        var names = host.Datasets.Select(dataset => dataset.Id).ToArray();
        return new Option<DatasetSpecification?>("--dataset")
        {
            Description = $"{string.Join(" or ", names)}. {whenMissing}",
            HelpName = "NAME",
            CustomParser = result =>
            {
                var name = result.Tokens[0].Value;
                if (host.FindDataset(name) is { } dataset)
                    return dataset;
                var nearest = Nearest.Of(name, names) is { } found ? $" Did you mean '{found}'?" : "";
                result.AddError($"There is no data set '{name}'; there are {Readable.List(names)}.{nearest}");
                return null;
            },
        };
    }

    /// <summary>The folder with the data set's files; null to fetch them.</summary>
    internal static Option<string?> Data() => new("--data")
    {
        Description = "Folder with the four IDX files of the data set, plain or .gz. Without it they are fetched once and kept.",
        HelpName = "DIR",
    };

    /// <summary>Threads to compute with; null for one per core.</summary>
    /// <param name="trains">Whether the command may train a network.</param>
    internal static Option<int?> Threads(bool trains = false) => NumberOption.Optional(
        "--threads",
        "Threads to compute with; without it, one per core. " + (trains ? "Networks trained with another number may differ in the last digits; nothing else does." : "Results do not depend on it."),
        1, MostThreads);

    /// <summary>A model file; null for the embedded model.</summary>
    internal static Option<string?> Model() => new("--model")
    {
        Description = "Model file (.safetensors) that 'train' wrote, or the state dict of the same network in PyTorch. Without it, the model inside the program.",
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
