using System.Collections.Immutable;
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;

namespace MnistExplanation.Digits;

/// <summary>What the program takes from its surroundings, so that tests can give it others.</summary>
/// <param name="Terminal">Where it prints.</param>
/// <param name="Datasets">The data sets it knows; the first is the default.</param>
internal sealed record Host(Terminal Terminal, ImmutableArray<DatasetSpecification> Datasets) : ToolHost(Terminal)
{
    internal override string Program => "MnistExplanation";

    internal override string ModelOption =>
        "Model file (.safetensors) that 'train' wrote, or the state dict of the same network in PyTorch. Without it, the model inside the program.";

    internal override ImmutableSortedDictionary<string, string> Versions => Digits.Versions.All;

    internal override ImmutableArray<Type> ExpectedErrors => [typeof(DatasetException), typeof(ModelFileException)];

    internal override IReadOnlyList<Example> Examples =>
    [
        new("reproduce", "Data, training, test, the three figures and a report, in the folder 'results'."),
        new("explain", "Explain one digit of each class here and now."),
        new("explain --help", "All that a command can do, with examples."),
    ];

    internal override LoadedModel LoadModel(string? path) => DigitModel.Load(path);

    /// <summary>The terminal of the process and the data sets that are published.</summary>
    internal static Host OfProcess() => new(Terminal.OfProcess(), DatasetSpecification.All);

    /// <summary>The data set of that name, or null.</summary>
    internal DatasetSpecification? FindDataset(string id) => Datasets.FirstOrDefault(dataset => dataset.Id == id);
}
