using System.Numerics.Tensors;
using Relevance.Tool.Models;

namespace Relevance.Tool.Evaluating;

/// <summary>Images as a model sees them, and what is asked about them.</summary>
/// <param name="Inputs">[N, C, H, W] in the model's units.</param>
/// <param name="Images">The same as pictures.</param>
/// <param name="Classes">The class that is asked for; null for the predicted one.</param>
/// <param name="Objects">Where the object is that is asked for; null if unknown.</param>
/// <param name="Text">All of this in writing.</param>
internal sealed record EvaluationInputs(Tensor<float> Inputs, ImageSet Images, IReadOnlyList<int>? Classes, IReadOnlyList<bool[]>? Objects, string Text)
{
    /// <summary>Each typical input to compare with costs a pass, so that only some of many are used.</summary>
    private const int MostExamples = 100;

    /// <summary>The target: the score that is explained.</summary>
    internal Target Target => Classes is null ? Target.Predicted : Target.Labels(Classes);

    /// <summary>Typical images of the kind.</summary>
    internal ImageSet Examples => Images.Select([.. Enumerable.Range(0, Math.Min(MostExamples, Images.Count))]);

    /// <summary>Asks about each image why the model predicts what it does.</summary>
    internal static EvaluationInputs OfImages(EvaluationImages images, Normalization normalization) =>
        new(images.Images.ToTensor<float>(normalization), images.Images, null, null, $"images {images.Images.Sha256}, predicted class");

    /// <summary>Asks about two objects side by side for one of them.</summary>
    /// <exception cref="InvalidOperationException">There are no such images.</exception>
    internal static EvaluationInputs OfPairs(EvaluationImages images, Normalization normalization)
    {
        var (pairs, asked) = images.Pairs ?? throw new InvalidOperationException("There are no images of pairs.");
        return new(pairs.ToTensor<float>(normalization), pairs, pairs.Labels, asked, $"pairs {pairs.Sha256}, classes {string.Join(' ', pairs.Labels!)}");
    }

    /// <summary>The same about some of the images.</summary>
    internal EvaluationInputs Select(IReadOnlyList<int> images) =>
        new(Tensors.Select(Inputs, images), Images.Select(images), Classes is null ? null : [.. images.Select(image => Classes[image])], null, Text);
}
