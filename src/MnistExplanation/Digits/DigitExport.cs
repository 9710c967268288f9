using Mnist.Data;
using Mnist.Networks;
using Relevance;
using Relevance.Formats;
using Relevance.Tool.Console;

namespace MnistExplanation.Digits;

/// <summary>
/// Chooses the digits that are embedded in the program: ten of each class of MNIST's test set, up to two that the model misclassifies
/// (the first ones), the others correct (the first ones).
/// </summary>
internal static class DigitExport
{
    private const int PerClass = 10;
    private const int MostMisclassified = 2;

    internal static async Task<int> RunAsync(Host host, string? dataFolder, string? modelPath, string folder, CancellationToken cancellation)
    {
        var model = DigitModel.Load(modelPath);
        var test = (await Datasets.LoadAsync(host, DatasetSpecification.Mnist, dataFolder, verbose: false, cancellation)).Test;
        var found = Classification.Of(model.Network, test, model.Normalization, ExplainOptions.Default.Threads, cancellation);
        var chosen = Choose(test.Labels.Span, found.Predicted);
        Directory.CreateDirectory(folder);
        NumpyFile.Write<byte>(Path.Combine(folder, EmbeddedAssets.ImagesFile), test.Select(chosen).Pixels.Span, chosen.Length, LabelledImages.Side, LabelledImages.Side);
        NumpyFile.Write<long>(
            Path.Combine(folder, EmbeddedAssets.RowsFile), [.. chosen.SelectMany(index => new long[] { index, test[index].Label })], chosen.Length, 2);
        host.Terminal.Line($"{folder}: {chosen.Length} digits, {chosen.Count(index => found.Predicted[index] != test[index].Label)} of them misclassified");
        return ExitCode.Success;
    }

    /// <summary>The places of the chosen images, ascending.</summary>
    internal static int[] Choose(ReadOnlySpan<byte> labels, IReadOnlyList<int> predicted)
    {
        var images = labels.ToArray().Select((label, index) => (Label: label, Index: index, Right: predicted[index] == label));
        return
        [
            .. images.GroupBy(image => image.Label).SelectMany(ofClass =>
            {
                var wrong = ofClass.Where(image => !image.Right).Take(MostMisclassified).ToList();
                return wrong.Concat(ofClass.Where(image => image.Right).Take(PerClass - wrong.Count));
            }).Select(image => image.Index).Order(),
        ];
    }
}
