using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Data;
using Mnist.Networks;
using Relevance;
using Relevance.Formats;

namespace Mnist.ModelFiles;

/// <summary>The metadata of a model file.</summary>
public sealed record ModelMetadata
{
    /// <summary>The version of this document; a reader refuses a later one.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Describes a network by <see cref="Architecture"/> and whatever else is known.</summary>
    public ModelMetadata()
    {
    }

    // A reader written by the compiler sets every property that can only be initialised. Whatever a document leaves out therefore gets its default here.
    [JsonConstructor]
    [SetsRequiredMembers]
    internal ModelMetadata(
        Architecture architecture, int formatVersion = CurrentVersion, string dataset = null!, ImmutableArray<string> classNames = default,
        double mean = double.NaN, double standardDeviation = double.NaN, ImmutableSortedDictionary<string, string> versions = null!)
    {
        Architecture = architecture;
        FormatVersion = formatVersion;
        Dataset = dataset ?? Dataset;
        ClassNames = classNames.IsDefault ? ClassNames : classNames;
        Mean = double.IsNaN(mean) ? Mean : mean;
        StandardDeviation = double.IsNaN(standardDeviation) ? StandardDeviation : standardDeviation;
        Versions = versions ?? Versions;
    }

    /// <summary>The version of this document that the file holds.</summary>
    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>The layers of the network.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The name of the training preset, such as "target"; null if unknown.</summary>
    public string? Preset { get; init; }

    /// <summary>The data set that it was trained on, such as "mnist".</summary>
    public string Dataset { get; init; } = DatasetSpecification.Mnist.Id;

    /// <summary>One name per class score, in order.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = DatasetSpecification.Mnist.ClassNames;

    /// <summary>The mean that is subtracted from pixels in [0,1].</summary>
    public double Mean { get; init; } = Normalization.Mnist.Mean[0];

    /// <summary>The positive standard deviation by which pixels are divided then.</summary>
    public double StandardDeviation { get; init; } = Normalization.Mnist.StandardDeviation[0];

    /// <summary>Mean and standard deviation together.</summary>
    [JsonIgnore]
    public Normalization Normalization
    {
        get => new(Mean, StandardDeviation);
        init => (Mean, StandardDeviation) = (value.Mean[0], value.StandardDeviation[0]);
    }

    /// <summary>The seed of the training; null if unknown.</summary>
    public long? Seed { get; init; }

    /// <summary>The number of times that the training saw the whole training set; null if unknown.</summary>
    public int? Epochs { get; init; }

    /// <summary>The fraction in [0,1] of the test images that it classifies correctly; null if unknown.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Versions of the programs that wrote it, by name.</summary>
    public ImmutableSortedDictionary<string, string> Versions { get; init; } = Safetensors.NoMetadata;

    internal string ToJson() => JsonSerializer.Serialize(this, ModelFileJson.Strict.ModelMetadata);

    /// <exception cref="ModelFileException">The text is not a valid document.</exception>
    internal static ModelMetadata FromJson(string json)
    {
        try
        {
            var metadata = JsonSerializer.Deserialize(json, ModelFileJson.Strict.ModelMetadata) ?? throw new JsonException("It is null.");
            metadata.Check();
            return metadata;
        }
        // ArgumentException: layers that do not fit each other. NotSupportedException: a layer without a type.
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ModelFileException($"Its description of the network is not valid: {e.Message}", e);
        }
    }

    private void Check()
    {
        if (FormatVersion is < 1 or > CurrentVersion)
            throw new JsonException($"It has format version {FormatVersion}; this program reads up to {CurrentVersion}.");
        if (ClassNames.IsDefault || ClassNames.Length != Architecture.Classes || ClassNames.Any(name => name is null))
            throw new JsonException($"It does not name the {Architecture.Classes} classes of its network.");
        if (!double.IsFinite(Mean) || !double.IsFinite(StandardDeviation) || StandardDeviation <= 0)
            throw new JsonException("Its mean or standard deviation is not usable.");
        if (TestAccuracy is < 0 or > 1)
            throw new JsonException("Its test accuracy is not between 0 and 1.");
    }
}
