using System.Numerics.Tensors;

namespace Relevance;

/// <summary>What a method found for one batch.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Scores">The model's scores of the images, [n, K].</param>
/// <param name="Relevance">Of the images' shape, or that of the layer at which the method ends.</param>
public sealed record BatchExplanation<T>(Tensor<T> Scores, Tensor<T> Relevance)
{
    /// <summary>What else the method found: by name, one value per image. The same names for every batch.</summary>
    public IReadOnlyDictionary<string, double[]> Diagnostics { get; init; } = new Dictionary<string, double[]>();

    /// <summary>The standard error of each value of the relevance, of its shape; null where nothing is estimated from samples.</summary>
    public Tensor<T>? StandardErrors { get; init; }
}
