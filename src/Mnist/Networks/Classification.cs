using System.Collections.Immutable;
using Mnist.Data;
using Relevance;
using Relevance.Engine;

namespace Mnist.Networks;

/// <summary>How a network classifies a set of images.</summary>
/// <param name="Predicted">The class of the highest score, for each image.</param>
/// <param name="Confusion">The number of images of each true class (row) that were given each class (column): K×K.</param>
public sealed record Classification(ImmutableArray<int> Predicted, ImmutableArray<ImmutableArray<int>> Confusion)
{
    private const int LargestBatch = 512;

    /// <summary>The number of images that were classified correctly.</summary>
    public int Correct => Confusion.Select((row, label) => row[label]).Sum();

    /// <summary>The fraction in [0,1] of the images that were classified correctly.</summary>
    public double Accuracy => (double)Correct / Predicted.Length;

    /// <summary>Classifies images.</summary>
    /// <param name="model">From normalised images [N,1,28,28] to scores [N,K].</param>
    /// <param name="images">The images with their true classes.</param>
    /// <param name="normalization">How pixels become inputs of that model.</param>
    /// <param name="threads">The number of threads, at least 1, if the model allows several. The result does not depend on it.</param>
    /// <param name="cancellation">Honoured between operations.</param>
    /// <exception cref="ArgumentException">There are no images, or one has a class for which the model has no score.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Classification Of(Model model, LabelledImages images, Normalization normalization, int threads, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (images.Count == 0)
            throw new ArgumentException("There are no images to classify.", nameof(images));
        var predicted = new int[images.Count];
        threads = model.ComputesSideBySide ? threads : 1;
        var classes = 0;
        // Few images are divided too.
        var size = Math.Min(LargestBatch, (images.Count + threads - 1) / threads);
        SideBySide.For((images.Count + size - 1) / size, threads, cancellation, batch =>
        {
            var first = batch * size;
            var some = images.Slice(first, Math.Min(size, images.Count - first));
            var scores = model.Scores(normalization.ToTensor<float>(some.Pixels.Span, some.Count), cancellation);
            classes = scores.ImageShape.Size;
            for (var image = 0; image < some.Count; image++)
            {
                var own = scores.Image(image);
                for (var k = 1; k < own.Length; k++)
                    predicted[first + image] = own[k] > own[predicted[first + image]] ? k : predicted[first + image];
            }
        });
        return Of(predicted, images.Labels.Span, classes);
    }

    private static Classification Of(int[] predicted, ReadOnlySpan<byte> labels, int classes)
    {
        var counts = new int[classes, classes];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= classes)
                throw new ArgumentException($"Image {i} has the class {labels[i]}, the network knows {classes}.");
            counts[labels[i], predicted[i]]++;
        }
        return new([.. predicted], [.. Enumerable.Range(0, classes).Select(row => Enumerable.Range(0, classes).Select(column => counts[row, column]).ToImmutableArray())]);
    }
}
