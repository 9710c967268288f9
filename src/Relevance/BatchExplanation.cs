using static TorchSharp.torch;

namespace Relevance;

/// <summary>What a method found for one batch.</summary>
/// <param name="Scores">The model's scores of the images, [n, K].</param>
/// <param name="Relevance">Of the images' shape.</param>
/// <param name="Diagnostics">What else the method found: by name, one value per image, [n]. The same names for every batch.</param>
public readonly record struct BatchExplanation(Tensor Scores, Tensor Relevance, IReadOnlyDictionary<string, Tensor>? Diagnostics = null)
{
    /// <summary>The standard error of each value of the relevance, of its shape; null where nothing is estimated from samples.</summary>
    public Tensor? StandardErrors { get; init; }
}
