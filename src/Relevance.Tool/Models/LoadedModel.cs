using System.Collections.Immutable;
using System.Security.Cryptography;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;

namespace Relevance.Tool.Models;

/// <summary>A network with what is known about it, as the commands explain it.</summary>
internal abstract record LoadedModel
{
    internal required Network Network { get; init; }

    /// <summary>The shape of one image.</summary>
    internal required Shape InputShape { get; init; }

    /// <summary>How pixels become inputs.</summary>
    internal required Normalization Normalization { get; init; }

    /// <summary>A name for each class, in the order of the scores.</summary>
    internal required ImmutableArray<string> ClassNames { get; init; }

    /// <summary>Its file, or what stands for it.</summary>
    internal required string Source { get; init; }

    /// <summary>Of the bytes of its file.</summary>
    internal required string Sha256 { get; init; }

    /// <summary>Whether it is the network included in the program, not chosen by the user.</summary>
    internal bool IsEmbedded { get; init; }

    /// <summary>Whether it was trained on light strokes or things on a dark background.</summary>
    internal virtual bool IsOfLightOnDark => false;

    /// <summary>How it was trained; null if unknown.</summary>
    internal virtual TrainingFacts? Training => null;

    /// <summary>What else a document says of it, in this order; null where it is unknown.</summary>
    internal virtual IReadOnlyList<KeyValuePair<string, string?>> Facts => [];

    /// <summary>What the network is made for.</summary>
    /// <param name="inDouble">Whether it computes in float64.</param>
    /// <param name="examples">Typical images; null where no method needs them.</param>
    internal InputDomain Domain(bool inDouble, ImageSet? examples) => new(Normalization.Low(inDouble), Normalization.High(inDouble), examples?.ToTensor<double>(Normalization));

    /// <summary>How a network was trained.</summary>
    /// <param name="Preset">The name of the settings.</param>
    /// <param name="Seed">The seed.</param>
    /// <param name="TestAccuracy">The share of test images that it classifies rightly, from 0 to 1.</param>
    internal sealed record TrainingFacts(string? Preset, long? Seed, double? TestAccuracy);

    private protected static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
