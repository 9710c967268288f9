using System.Numerics.Tensors;

namespace Relevance;

/// <summary>The explanations of one batch of images.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Scores">The model's scores of the images, [n, K].</param>
/// <param name="Relevance">The relevance of each value, [n, …], of the images' shape, or that of the layer at which the method ends.</param>
public sealed record BatchExplanation<T>(Tensor<T> Scores, Tensor<T> Relevance)
{
    /// <summary>Further results of the method by name, one value per image; every batch has the same names.</summary>
    public IReadOnlyDictionary<string, double[]> Diagnostics { get; init; } = new Dictionary<string, double[]>();

    /// <summary>The standard error of each value of the relevance, of the same shape; null unless the method estimates relevance from random samples.</summary>
    public Tensor<T>? StandardErrors { get; init; }
}
