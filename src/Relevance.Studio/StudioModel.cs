using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;

namespace Relevance.Studio;

/// <summary>A network as the studio shows it, with examples to begin with. It reads pictures of 28 × 28 grey values, which the page lets people draw.</summary>
public sealed record StudioModel
{
    /// <summary>Rows, and columns, of a picture.</summary>
    public const int Side = 28;

    internal const int Pixels = Side * Side;

    internal static readonly Shape InputShape = [1, Side, Side];

    /// <summary>The network: from pictures [N, 1, 28, 28], normalised, to the scores of classes.</summary>
    public required Network Network { get; init; }

    /// <summary>How grey values become inputs of the network.</summary>
    public required Normalization Normalization { get; init; }

    /// <summary>A name for each class, in the order of the scores.</summary>
    public required ImmutableArray<string> ClassNames { get; init; }

    /// <summary>What the network is called: its file, or what stands for it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of its file, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The share of test images that it classifies rightly, from 0 to 1; null if unknown.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Pictures like those that the network was trained on, at least one: to begin with, to compare with, and for methods that need typical inputs.</summary>
    public required StudioExamples Examples { get; init; }

    /// <summary>Images that each class likes best, by several ways of finding them; empty if there are none.</summary>
    public IReadOnlyList<PrototypeVariant> Prototypes { get; init; } = [];

    /// <summary>Writes down how to find an explanation again.</summary>
    public required IRecipeWriter Recipes { get; init; }

    internal InputDomain Domain => new(Normalization.Low(), Normalization.High(), Normalization.ToTensor<double>(Examples.Pixels.Span, Examples.Count, InputShape));
}

/// <summary>Labelled pictures.</summary>
/// <param name="Pixels">N × 28 × 28 grey values, 0 for the background.</param>
/// <param name="Labels">The true class of each.</param>
/// <param name="Indices">The place of each in the data set that it is from: by this number people ask for it.</param>
public sealed record StudioExamples(ReadOnlyMemory<byte> Pixels, IReadOnlyList<int> Labels, IReadOnlyList<int> Indices)
{
    /// <summary>How many there are.</summary>
    public int Count => Indices.Count;

    /// <summary>The grey values of one of them.</summary>
    /// <param name="place">From 0.</param>
    public ReadOnlyMemory<byte> this[int place] => Pixels.Slice(place * StudioModel.Pixels, StudioModel.Pixels);
}

/// <summary>An image of each class, as one way of activation maximisation found it.</summary>
/// <param name="Name">The way, in a word.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Images">For each class 784 intensities from 0 to 1.</param>
public sealed record PrototypeVariant(string Name, string Title, IReadOnlyList<double[]> Images);
