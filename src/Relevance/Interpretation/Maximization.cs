using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Interpretation;

/// <summary>Where activation maximisation ended, and how it went there.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="points">Of the shape of the start.</param>
/// <param name="scores">[N, K].</param>
/// <param name="values">Of the objective without its expert.</param>
/// <param name="histories">One per point.</param>
/// <param name="converged">One per point.</param>
public sealed class Maximization<T>(
    Tensor<T> points, Tensor<T> scores, IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>> histories, IReadOnlyList<bool> converged)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The points found, of the shape of the start; codes, where the model begins at a decoder.</summary>
    public Tensor<T> Points { get; } = points;

    /// <summary>The model's scores of them, [N, K].</summary>
    public Tensor<T> Scores { get; } = scores;

    /// <summary>The objective of each at the end, without its expert: log p(c|x), or the activation.</summary>
    public IReadOnlyList<double> Values { get; } = values;

    /// <summary>
    /// For each point the whole objective, expert included, at the start and after each step tried. It never falls: a step that would lower it is
    /// not made.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>> Histories { get; } = histories;

    /// <summary>Whether each point came to rest before the steps were used up: no step, however short, led further up, or the last ones hardly did.</summary>
    public IReadOnlyList<bool> Converged { get; } = converged;
}
