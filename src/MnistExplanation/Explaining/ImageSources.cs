using Mnist.Data;
using Mnist.Formats;
using MnistExplanation.Console;

namespace MnistExplanation.Explaining;

/// <summary>Gets the images that the user asked for.</summary>
internal static class ImageSources
{
    /// <summary>Reads or loads the images; the data set is fetched only if it must be.</summary>
    internal static async Task<ImageSet> LoadAsync(ExplainRequest request, LoadedModel model, Host host, CancellationToken cancellation)
    {
        if (request.Images is { } file)
            return FromFile(file);
        var dataset = request.Dataset ?? host.FindDataset(model.Trained.Metadata.Dataset) ?? host.Datasets[0];
        RequireSameDataset(model, dataset);
        if (dataset == DatasetSpecification.Mnist && request.DataFolder is null && FindEmbedded(request.Indices) is { } embedded)
            return embedded;
        var test = (await Datasets.LoadAsync(host, dataset, request.DataFolder, request.Verbose, cancellation)).Test;
        return FromTestSet(test, request.Indices ?? DigitSample.FirstOfEachClass(test), dataset);
    }

    private static ImageSet? FindEmbedded(IReadOnlyList<int>? indices) =>
        indices is null ? EmbeddedDigits.Instance.FirstOfEachClass() : EmbeddedDigits.Instance.Find(indices);

    private static ImageSet FromTestSet(LabelledImages test, IReadOnlyList<int> indices, DatasetSpecification dataset)
    {
        foreach (var index in indices)
        {
            if (index >= test.Count)
                throw new UserException($"--index {index} is not an image of the test set of {dataset.Name}, which has 0 to {test.Count - 1}.");
        }
        return ImageSet.OfTestSet(test.Select([.. indices]), indices);
    }

    /// <summary>Another data set's images make no sense to a model that nobody chose for them.</summary>
    private static void RequireSameDataset(LoadedModel model, DatasetSpecification dataset)
    {
        if (model.IsEmbedded && dataset.Id != model.Trained.Metadata.Dataset)
            throw new UserException(
                $"The embedded model was trained on {model.Trained.Metadata.Dataset}, not on {dataset.Id}; give --model FILE of one that was ('train --dataset {dataset.Id}' makes it).");
    }

    private static ImageSet FromFile(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".npy" => FromNumpy(path),
        ".png" => throw new UserException("PNG is not read yet."),
        _ => throw new UserException($"--images {path}: only .png and .npy are read; convert the picture to PNG."),
    };

    private static ImageSet FromNumpy(string path)
    {
        var array = NumpyFile.Read(path);
        if (array.ElementType != NumpyElementType.UInt8 || array.Shape is not [> 0, LabelledImages.Side, LabelledImages.Side])
            throw new UserException(
                $"--images {path} holds {array.ElementType} [{string.Join(", ", array.Shape)}]; give unsigned bytes (uint8) of shape [N, 28, 28], 0 for the background.");
        return new(array.ToBytes(), [.. Enumerable.Range(0, (int)array.Shape[0]).Select(i => $"{i}")], null, null);
    }
}
