using Mnist.Data;
using Mnist.Data.Fetching;

using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Digits;

/// <summary>Loads data sets and tells the user what is being fetched.</summary>
internal static class Datasets
{
    /// <summary>The data set that the user named, or the one on which the model was trained.</summary>
    /// <exception cref="UserException">No model was chosen for that data set, and the embedded one was trained on another.</exception>
    internal static DatasetSpecification Choose(Host host, DatasetSpecification? named, SafetensorsModel model)
    {
        var trainedOn = model.Trained.Metadata.Dataset;
        var dataset = named ?? host.FindDataset(trainedOn) ?? host.Datasets[0];
        return !model.IsEmbedded || dataset.Id == trainedOn ? dataset : throw new UserException(
            $"The embedded model was trained on {trainedOn}, not on {dataset.Id}; give --model FILE of one that was ('train --dataset {dataset.Id}' makes it).");
    }

    /// <summary>Loads a data set, fetching what is missing.</summary>
    /// <param name="host">Where to tell it.</param>
    /// <param name="specification">Which data set.</param>
    /// <param name="folder">The folder that the user named, or null.</param>
    /// <param name="verbose">Whether to tell about sources that failed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DatasetException">The data set cannot be loaded.</exception>
    internal static Task<Dataset> LoadAsync(
        Host host, DatasetSpecification specification, string? folder, bool verbose, CancellationToken cancellation) =>
        host.Terminal.RunAsync($"Loading {specification.Name}", progress =>
        {
            var source = "";
            var options = new DatasetOptions
            {
                Folder = folder,
                Progress = new DirectProgress<DatasetProgress>(report =>
                {
                    if (report.Note is { } note)
                    {
                        if (verbose)
                            host.Terminal.Error.WriteLine($"{report.File} from {report.Source}: {note}");
                        return;
                    }
                    if (report.Source != source && !host.Terminal.IsInteractive)
                        host.Terminal.Line($"Fetching {specification.Name} from {report.Source}.");
                    source = report.Source;
                    progress.Report(new(
                        report.BytesTotal is > 0 and { } total ? (double)report.BytesDone / total : 0, $"Fetching {report.File} from {report.Source}"));
                }),
            };
            return new DatasetStore().LoadAsync(specification, options, cancellation);
        });
}
