using System.CommandLine;
using Mnist.Data;
using Relevance.Definitions;
using Relevance.Tool.Console;

namespace MnistExplanation.Digits;

/// <summary>The options that choose a data set.</summary>
internal static class DatasetChoice
{
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
}
