using Mnist.Data;
using Mnist.Formats;
using MnistExplanation.Console;
using Relevance.Imaging;

namespace MnistExplanation.Explaining;

/// <summary>Gets the images that the user asked for.</summary>
internal static class ImageSources
{
    /// <summary>Reads or loads the images; the data set is fetched only if it must be.</summary>
    internal static async Task<ImageSet> LoadAsync(ExplainRequest request, LoadedModel model, Host host, CancellationToken cancellation)
    {
        if (request.Images is { } file)
            return FromFile(file);
        var dataset = Datasets.Choose(host, request.Dataset, model);
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

    private static ImageSet FromFile(string path) =>
        Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? FromNumpy(path) : FromPicture(path);

    private static ImageSet FromPicture(string path)
    {
        try
        {
            var image = GreyImage.Decode(path).ToCentered(field: LabelledImages.Side);
            return new(image.Pixels.ToArray(), [Path.GetFileName(path)], null, null);
        }
        catch (InvalidDataException e)
        {
            throw new UserException($"--images {path}: {e.Message}", e);
        }
    }

    private static ImageSet FromNumpy(string path)
    {
        var array = NumpyFile.Read(path);
        if (array.ElementType != NumpyElementType.UInt8 || array.Shape is not [> 0, LabelledImages.Side, LabelledImages.Side])
            throw new UserException(
                $"--images {path} holds {array.ElementType} [{string.Join(", ", array.Shape)}]; give unsigned bytes (uint8) of shape [N, 28, 28], 0 for the background.");
        return new(array.ToBytes(), [.. Enumerable.Range(0, (int)array.Shape[0]).Select(i => $"{i}")], null, null);
    }
}
