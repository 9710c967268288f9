using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Interpretation;

/// <summary>The result of activation maximisation: the points found, and the course of the optimisation.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="points">The points found, of the shape of the starting points.</param>
/// <param name="scores">The model's scores, [N, K].</param>
/// <param name="values">The values of the objective without the expert, one per point.</param>
/// <param name="histories">The values of the whole objective after each step, one list per point.</param>
/// <param name="converged">Whether the optimisation converged, one value per point.</param>
public sealed class Maximization<T>(
    Tensor<T> points, Tensor<T> scores, IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>> histories, IReadOnlyList<bool> converged)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The points found, of the shape of the starting points; codes, if the model is a <see cref="GeneratedModel"/>.</summary>
    public Tensor<T> Points { get; } = points;

    /// <summary>The model's scores of the points, [N, K].</summary>
    public Tensor<T> Scores { get; } = scores;

    /// <summary>The final value of the objective for each point, without the expert: log p(c|x), or the activation.</summary>
    public IReadOnlyList<double> Values { get; } = values;

    /// <summary>
    /// For each point the whole objective, expert included, at the start and after each step tried. It never decreases: a step that would lower it is rejected.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>> Histories { get; } = histories;

    /// <summary>
    /// Whether each point converged within the maximum number of steps: no step, however short, increased the objective, or the last steps did so by less than
    /// the tolerance.
    /// </summary>
    public IReadOnlyList<bool> Converged { get; } = converged;
}
