using System.Collections.Immutable;
using Mnist.Data;
using MnistExplanation.Console;

namespace MnistExplanation;

/// <summary>What the program takes from its surroundings, so that tests can give it others.</summary>
/// <param name="Terminal">Where it prints.</param>
/// <param name="Datasets">The data sets it knows; the first is the default.</param>
internal sealed record Host(Terminal Terminal, ImmutableArray<DatasetSpecification> Datasets)
{
    /// <summary>The terminal of the process and the data sets that are published.</summary>
    internal static Host OfProcess() => new(Terminal.OfProcess(), DatasetSpecification.All);

    /// <summary>The data set of that name, or null.</summary>
    internal DatasetSpecification? FindDataset(string id) => Datasets.FirstOrDefault(dataset => dataset.Id == id);
}
