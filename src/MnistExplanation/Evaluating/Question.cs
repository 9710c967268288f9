using System.Numerics.Tensors;
using Mnist.Data;
using MnistExplanation.Digits;
using Relevance;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Evaluating;

/// <summary>Images as a model sees them, and what is asked about them.</summary>
/// <param name="Inputs">[N, 1, 28, 28] in the model's units.</param>
/// <param name="Pixels">The same as grey values.</param>
/// <param name="Classes">The class that is asked for; null for the predicted one.</param>
/// <param name="Objects">Where the object is that is asked for; null where nobody knows.</param>
/// <param name="Text">All of this in writing.</param>
internal sealed record Question(Tensor<float> Inputs, ReadOnlyMemory<byte> Pixels, IReadOnlyList<int>? Classes, IReadOnlyList<bool[]>? Objects, string Text)
{
    /// <summary>Whose score is explained.</summary>
    internal Target Target => Classes is null ? Target.Predicted : Target.Labels(Classes);

    /// <summary>Typical images of the kind.</summary>
    internal ImageSet Examples => TypicalDigits.Some(new(Pixels, new byte[Inputs.ImageCount]));

    /// <summary>Asks about each image why the model predicts what it does.</summary>
    internal static Question OfImages(JudgedImages images, Normalization normalization) => new(
        normalization.ToTensor<float>(images.Images.Pixels.Span, images.Images.Count), images.Images.Pixels, null, null, $"images {JudgedImages.HashOf(images.Images.Pixels)}, predicted class");

    /// <summary>Asks about two objects side by side for one of them.</summary>
    internal static Question OfPairs(JudgedImages images, Normalization normalization)
    {
        var pairs = images.Pairs.Images;
        return new(normalization.ToTensor<float>(pairs.Pixels.Span, pairs.Count), pairs.Pixels, [.. pairs.Labels.ToArray().Select(label => (int)label)], images.Pairs.Asked,
            $"pairs {JudgedImages.HashOf(pairs.Pixels)}, classes {Convert.ToHexString(pairs.Labels.Span)}");
    }

    /// <summary>The same about some of the images.</summary>
    internal Question Select(IReadOnlyList<int> images) =>
        new(Tensors.Select(Inputs, images), new LabelledImages(Pixels, new byte[Inputs.ImageCount]).Select([.. images]).Pixels, Classes is null ? null : [.. images.Select(image => Classes[image])], null, Text);
}
