using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mnist.Networks;
using Relevance.Tool.Models;

namespace MnistExplanation.Learning;

/// <summary>How a model did on a test set, as it is kept in a file.</summary>
/// <param name="Dataset">The data set's name on the command line.</param>
/// <param name="ModelSha256">Of the model's file.</param>
/// <param name="ClassNames">One per class.</param>
/// <param name="Confusion">The number of images of each true class (row) that were given each class (column).</param>
internal sealed record TestSummary(
    string Dataset, string ModelSha256, ImmutableArray<string> ClassNames, ImmutableArray<ImmutableArray<int>> Confusion)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The number of images.</summary>
    public int Images => Confusion.Sum(row => row.Sum());

    /// <summary>The number of images that were classified correctly.</summary>
    public int Correct => Confusion.Select((row, label) => row[label]).Sum();

    /// <summary>In per cent.</summary>
    public double TestAccuracy => Math.Round(100.0 * Correct / Images, 6);

    /// <summary>For each class, in per cent.</summary>
    public IEnumerable<double> AccuracyPerClass => Confusion.Select((row, label) => Math.Round(100.0 * row[label] / Math.Max(1, row.Sum()), 6));

    /// <summary>Summarises an evaluation.</summary>
    internal static TestSummary Of(Classification evaluation, string dataset, SafetensorsModel model) =>
        new(dataset, model.Sha256, model.Trained.Metadata.ClassNames, evaluation.Confusion);

    /// <summary>The document as it is kept in a file.</summary>
    internal byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <summary>Reads a document that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    internal static TestSummary FromJson(byte[] json) =>
        JsonSerializer.Deserialize<TestSummary>(json, Json) ?? throw new JsonException("It is null.");
}
