using Mnist.Data;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;

namespace MnistExplanation.Digits;

/// <summary>Digits of a test set, or of a file.</summary>
internal sealed record DigitSource : ImageSource
{
    /// <summary>A file of images; null for the test set.</summary>
    internal string? File { get; init; }

    /// <summary>Places in the test set; null for the first image of each class.</summary>
    internal IReadOnlyList<int>? Indices { get; init; }

    /// <summary>Null for that on which the model was trained.</summary>
    internal DatasetSpecification? Dataset { get; init; }

    /// <summary>The folder with the data set's files; null to fetch them.</summary>
    internal string? Folder { get; init; }

    /// <summary>Whether to tell about sources that failed.</summary>
    internal bool Verbose { get; init; }

    /// <summary>Reads or loads the images; the data set is fetched only if it must be.</summary>
    internal override async Task<ImageSet> LoadAsync(LoadedModel model, ToolHost host, CancellationToken cancellation)
    {
        if (File is { } file)
            return FromFile(file);
        var digits = (Host)host;
        var dataset = Datasets.Choose(digits, Dataset, (SafetensorsModel)model);
        return await OfTestSetAsync(Indices, "--index", dataset, Folder, Verbose, digits, cancellation);
    }

    /// <summary>The embedded digits for a model of MNIST, else some of its data set, which is fetched.</summary>
    internal override async Task<ImageSet> TypicalAsync(LoadedModel model, ToolHost host, CancellationToken cancellation)
    {
        var digits = (Host)host;
        var dataset = Datasets.Choose(digits, Dataset, (SafetensorsModel)model);
        return model.IsEmbedded || dataset == DatasetSpecification.Mnist
            ? TypicalDigits.Embedded
            : TypicalDigits.Of(await Datasets.LoadAsync(digits, dataset, Folder, Verbose, cancellation));
    }

    /// <summary>Images of the test set; without indices, the first of each class. The data set is fetched only if it must be.</summary>
    /// <param name="indices">Their places, or null.</param>
    /// <param name="option">The option that named them, for messages.</param>
    /// <param name="dataset">Of which data set.</param>
    /// <param name="folder">The folder that the user named, or null.</param>
    /// <param name="verbose">Whether to tell about sources that failed.</param>
    /// <param name="host">Where to tell it.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<ImageSet> OfTestSetAsync(
        IReadOnlyList<int>? indices, string option, DatasetSpecification dataset, string? folder, bool verbose, Host host, CancellationToken cancellation)
    {
        if (dataset == DatasetSpecification.Mnist && folder is null && FindEmbedded(indices) is { } embedded)
            return embedded;
        var test = (await Datasets.LoadAsync(host, dataset, folder, verbose, cancellation)).Test;
        return FromTestSet(test, indices ?? DigitSample.FirstOfEachClass(test), option, dataset);
    }

    private static ImageSet? FindEmbedded(IReadOnlyList<int>? indices) =>
        indices is null ? EmbeddedDigits.Instance.FirstOfEachClass() : EmbeddedDigits.Instance.Find(indices);

    private static ImageSet FromTestSet(LabelledImages test, IReadOnlyList<int> indices, string option, DatasetSpecification dataset)
    {
        foreach (var index in indices)
        {
            if (index >= test.Count)
                throw new UserException($"{option} {index} is not an image of the test set of {dataset.Name}, which has 0 to {test.Count - 1}.");
        }
        return DigitImages.OfTestSet(test.Select([.. indices]), indices);
    }

    private static ImageSet FromFile(string path)
    {
        InputFile.Require("--images", path);
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? FromNumpy(path) : FromPicture(path);
    }

    private static ImageSet FromPicture(string path)
    {
        try
        {
            var image = GreyImage.Decode(path).ToCentered(field: LabelledImages.Side);
            return DigitImages.Unlabelled(image.Pixels.ToArray(), [Path.GetFileName(path)]);
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
        return DigitImages.Unlabelled(array.AsBytes(), [.. Enumerable.Range(0, (int)array.Shape[0]).Select(i => $"{i}")]);
    }
}
