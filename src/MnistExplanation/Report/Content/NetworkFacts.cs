namespace MnistExplanation.Report.Content;

/// <summary>The images.</summary>
/// <param name="Name">Such as "MNIST".</param>
/// <param name="TrainingImages">The number of images that the network learned from.</param>
/// <param name="ClassNames">One name per class, in the order of the scores.</param>
/// <param name="Mean">Subtracted from pixels in [0,1] before they enter the network.</param>
/// <param name="StandardDeviation">What they are divided by then; positive.</param>
internal sealed record DatasetFacts(
    string Name, int TrainingImages, IReadOnlyList<string> ClassNames, double Mean, double StandardDeviation)
{
    /// <summary>The value with which a black pixel enters the network.</summary>
    internal double Black => (0 - Mean) / StandardDeviation;

    /// <summary>The value with which a white pixel enters the network.</summary>
    internal double White => (1 - Mean) / StandardDeviation;
}

/// <summary>The network.</summary>
/// <param name="Layers">From the image to the scores.</param>
internal sealed record NetworkFacts(IReadOnlyList<LayerRow> Layers)
{
    /// <summary>The number of weights and biases.</summary>
    internal long Parameters => Layers.Sum(layer => layer.Parameters);
}

/// <summary>One layer.</summary>
/// <param name="Layer">Such as "Convolution 3×3, 1 → 6 channels".</param>
/// <param name="OutputShape">Of one image, such as [6, 26, 26].</param>
/// <param name="Parameters">Its number of weights and biases.</param>
internal sealed record LayerRow(string Layer, IReadOnlyList<long> OutputShape, long Parameters);
