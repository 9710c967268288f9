using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.ModelFiles;
using Relevance.Formats;

namespace Mnist.Experts;

/// <summary>The metadata of a file of experts.</summary>
public sealed record ExpertsMetadata
{
    /// <summary>The version of this document; a reader refuses a later one.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Describes experts by what they were trained on.</summary>
    public ExpertsMetadata()
    {
    }

    // As of ModelMetadata: the defaults of what a document leaves out.
    [JsonConstructor]
    [SetsRequiredMembers]
    internal ExpertsMetadata(string dataset, ImmutableArray<string> classNames, int formatVersion = CurrentVersion, ImmutableSortedDictionary<string, string> versions = null!)
    {
        Dataset = dataset;
        ClassNames = classNames;
        FormatVersion = formatVersion;
        Versions = versions ?? Versions;
    }

    /// <summary>The version of this document that the file holds.</summary>
    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>The data set that they were trained on, such as "mnist".</summary>
    public required string Dataset { get; init; }

    /// <summary>One name per class, in order.</summary>
    public required ImmutableArray<string> ClassNames { get; init; }

    /// <summary>The seed of the training.</summary>
    public long Seed { get; init; }

    /// <summary>Versions of the programs that wrote it, by name.</summary>
    public ImmutableSortedDictionary<string, string> Versions { get; init; } = Safetensors.NoMetadata;

    internal string ToJson() => JsonSerializer.Serialize(this, ExpertsJson.Strict.ExpertsMetadata);

    /// <exception cref="ModelFileException">The text is not a valid document.</exception>
    internal static ExpertsMetadata FromJson(string json)
    {
        try
        {
            var metadata = JsonSerializer.Deserialize(json, ExpertsJson.Strict.ExpertsMetadata) ?? throw new JsonException("It is null.");
            if (metadata.FormatVersion is < 1 or > CurrentVersion)
                throw new JsonException($"It has format version {metadata.FormatVersion}; this program reads up to {CurrentVersion}.");
            return metadata.ClassNames.IsDefaultOrEmpty ? throw new JsonException("It names no classes.") : metadata;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ModelFileException($"Its description of the experts is not valid: {e.Message}", e);
        }
    }
}
