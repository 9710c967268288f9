using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Mnist.Data;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>How a network classifies a set of images.</summary>
/// <param name="Predicted">The class of the highest score, for each image.</param>
/// <param name="Confusion">The number of images of each true class (row) that were given each class (column): K×K.</param>
public sealed record Evaluation(ImmutableArray<int> Predicted, ImmutableArray<ImmutableArray<int>> Confusion)
{
    private const int BatchSize = 500;

    /// <summary>The number of images that were classified correctly.</summary>
    public int Correct => Confusion.Select((row, label) => row[label]).Sum();

    /// <summary>The fraction in [0,1] of the images that were classified correctly.</summary>
    public double Accuracy => (double)Correct / Predicted.Length;

    /// <summary>Classifies images. The network is left as it was, in its mode too.</summary>
    /// <param name="network">From normalised images [N,1,28,28] to scores [N,K].</param>
    /// <param name="images">The images with their true classes.</param>
    /// <param name="normalization">How pixels become inputs of that network.</param>
    /// <param name="cancellation">Honoured between batches.</param>
    /// <exception cref="ArgumentException">There are no images, or one has a class for which the network has no score.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Of(
        nn.Module<Tensor, Tensor> network, LabelledImages images, Normalization normalization, CancellationToken cancellation = default)
    {
        if (images.Count == 0)
            throw new ArgumentException("There are no images to classify.", nameof(images));
        Relevance.Runtime.TorchRuntime.Initialize();
        using var tensors = new ImageTensors(images, normalization);
        return Of(network, tensors, cancellation);
    }

    internal static Evaluation Of(nn.Module<Tensor, Tensor> network, ImageTensors images, CancellationToken cancellation)
    {
        using var noGrad = no_grad();
        var training = network.training;
        network.eval();
        try
        {
            var predicted = new List<int>(images.Count);
            var classes = 0;
            for (var start = 0; start < images.Count; start += BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var scores = network.call(images.Batch(arange(start, Math.Min(start + BatchSize, images.Count))));
                classes = (int)scores.shape[1];
                predicted.AddRange(MemoryMarshal.Cast<byte, int>(scores.argmax(1).to(ScalarType.Int32).bytes));
            }
            return From(predicted, images.Labels, classes);
        }
        finally
        {
            network.train(training);
        }
    }

    private static Evaluation From(List<int> predicted, Tensor labels, int classes)
    {
        var counts = new int[classes, classes];
        var i = 0;
        foreach (var label in MemoryMarshal.Cast<byte, long>(labels.bytes))
        {
            if (label >= classes)
                throw new ArgumentException($"Image {i} has the class {label}, the network knows {classes}.");
            counts[label, predicted[i++]]++;
        }
        return new([.. predicted], [.. Enumerable.Range(0, classes).Select(row => Enumerable.Range(0, classes).Select(column => counts[row, column]).ToImmutableArray())]);
    }
}
