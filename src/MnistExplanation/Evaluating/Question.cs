using Mnist.Data;
using Relevance;
using Relevance.Networks;
using static TorchSharp.torch;

namespace MnistExplanation.Evaluating;

/// <summary>Images as a model sees them, and what is asked about them.</summary>
/// <param name="Inputs">[N, 1, 28, 28] in the model's units.</param>
/// <param name="Classes">The class that is asked for; null for the predicted one.</param>
/// <param name="Objects">Where the object is that is asked for; null where nobody knows.</param>
/// <param name="Text">All of this in writing.</param>
internal sealed record Question(Tensor Inputs, IReadOnlyList<long>? Classes, IReadOnlyList<bool[]>? Objects, string Text) : IDisposable
{
    /// <summary>Whose score is explained.</summary>
    internal Target Target => Classes is null ? Target.Predicted : Target.Labels(Classes);

    /// <summary>Asks about each image why the model predicts what it does.</summary>
    internal static Question OfImages(JudgedImages images, Normalization normalization) => new(
        normalization.ToTensor(images.Images.Pixels.Span, images.Images.Count), null, null, $"images {JudgedImages.HashOf(images.Images.Pixels)}, predicted class");

    /// <summary>Asks about each pair for one of its objects.</summary>
    internal static Question OfPairs(JudgedImages images, Normalization normalization, Network network, int batchSize)
    {
        var inputs = normalization.ToTensor(images.Pairs.Pixels.Span, images.Pairs.Count);
        var asked = images.Pairs.Ask(Scores(network, inputs, batchSize));
        return new(inputs, asked.Classes, asked.Objects, $"images {JudgedImages.HashOf(images.Pairs.Pixels)}, classes {string.Join(' ', asked.Classes)}");
    }

    /// <summary>The same about some of the images.</summary>
    internal Question Select(IReadOnlyList<int> images)
    {
        using var places = tensor(images.Select(image => (long)image).ToArray());
        return new(Inputs.index_select(0, places), Classes is null ? null : [.. images.Select(image => Classes[image])], null, Text);
    }

    public void Dispose() => Inputs.Dispose();

    private static List<double[]> Scores(Network network, Tensor inputs, int batchSize)
    {
        var scores = new List<double[]>();
        for (var first = 0L; first < inputs.shape[0]; first += batchSize)
        {
            using var scope = NewDisposeScope();
            var found = network.Scores(inputs.narrow(0, first, Math.Min(batchSize, inputs.shape[0] - first)));
            scores.AddRange(found.to(ScalarType.Float64).contiguous().data<double>().ToArray().Chunk((int)found.shape[1]));
        }
        return scores;
    }
}
