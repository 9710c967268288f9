using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;

namespace Relevance.Studio;

/// <summary>A network for the studio, with examples. Its input must be pictures of 28 × 28 grey values, which users can draw on the page.</summary>
public sealed record StudioModel
{
    /// <summary>The number of rows and columns of a picture.</summary>
    public const int Side = 28;

    internal const int Pixels = Side * Side;

    internal static readonly Shape InputShape = [1, Side, Side];

    /// <summary>The network, which maps normalised pictures [N, 1, 28, 28] to the scores of classes.</summary>
    public required Network Network { get; init; }

    /// <summary>The normalisation from grey values to inputs of the network.</summary>
    public required Normalization Normalization { get; init; }

    /// <summary>The names of the classes, in the order of the scores.</summary>
    public required ImmutableArray<string> ClassNames { get; init; }

    /// <summary>The name of the network, such as that of its file.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its file, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The accuracy on test images, from 0 to 1; null if unknown.</summary>
    public double? Accuracy { get; init; }

    /// <summary>
    /// Pictures like those that the network was trained on, at least one; used as examples, for comparison with drawings, and by methods that need typical
    /// inputs.
    /// </summary>
    public required StudioExamples Examples { get; init; }

    /// <summary>Images that maximise the score of each class, found in several ways; empty if there are none.</summary>
    public IReadOnlyList<PrototypeVariant> Prototypes { get; init; } = [];

    /// <summary>Writes code that computes an explanation again.</summary>
    public required IRecipeWriter Recipes { get; init; }

    internal InputDomain Domain => new(Normalization.Low(), Normalization.High(), Normalization.ToTensor<double>(Examples.Pixels.Span, Examples.Count, InputShape));
}

/// <summary>Pictures, labelled or not.</summary>
/// <param name="Pixels">N × 28 × 28 grey values, 0 for the background.</param>
/// <param name="Labels">The true class of each picture; null if unknown.</param>
/// <param name="Indices">The index of each picture in its data set, which identifies it in requests.</param>
public sealed record StudioExamples(ReadOnlyMemory<byte> Pixels, IReadOnlyList<int>? Labels, IReadOnlyList<int> Indices)
{
    /// <summary>The number of pictures.</summary>
    public int Count => Indices.Count;

    /// <summary>Gets the grey values of a picture.</summary>
    /// <param name="place">The position of the picture among these, from 0.</param>
    public ReadOnlyMemory<byte> this[int place] => Pixels.Slice(place * StudioModel.Pixels, StudioModel.Pixels);
}

/// <summary>Images of all classes, found by one variant of activation maximisation.</summary>
/// <param name="Name">The name of the variant, one word.</param>
/// <param name="Title">The title of the variant.</param>
/// <param name="Images">The image of each class, 784 intensities from 0 to 1.</param>
public sealed record PrototypeVariant(string Name, string Title, IReadOnlyList<double[]> Images);
