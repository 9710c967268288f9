using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance;

/// <summary>What an explainer found: how much each input value spoke for or against the explained score.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="method">The method's name.</param>
/// <param name="parameters">The method's parameters: with the model and the images, all that is needed to compute it again.</param>
/// <param name="target">Whose score is explained.</param>
/// <param name="relevance">Of the images' shape.</param>
/// <param name="scores">[N, K].</param>
/// <param name="direction">[N, K].</param>
public sealed class Explanation<T>(
    string method, IReadOnlyDictionary<string, object> parameters, Target target, Tensor<T> relevance, Tensor<T> scores, Tensor<T> direction)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The method's name, such as <c>lrp</c>.</summary>
    public string Method { get; } = method;

    /// <summary>The method's parameters by name.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; } = parameters;

    /// <summary>Whose score is explained.</summary>
    public Target Target { get; } = target;

    /// <summary>The relevance of each input value, of the images' shape, or of that of the layer at which the method ends; positive speaks for the explained score (for methods with a sign).</summary>
    public Tensor<T> Relevance { get; } = relevance;

    /// <summary>The model's scores (logits), [N, K].</summary>
    public Tensor<T> Scores { get; } = scores;

    /// <summary>The weights with which the scores enter the explained one, [N, K]; one-hot where it is that of one class.</summary>
    public Tensor<T> Direction { get; } = direction;

    /// <summary>
    /// The standard error of each value of <see cref="Relevance"/>, of its shape, for methods that estimate it from random samples; null for others.
    /// </summary>
    public Tensor<T>? StandardErrors { get; init; }

    /// <summary>
    /// What else the method found, by name in kebab case, one value per image: such as <c>completeness-error</c> of integrated gradients. Empty for most methods.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Diagnostics { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>The explained score of each image, Σ_k direction_k · score_k.</summary>
    public IReadOnlyList<double> ExplainedScores { get; } = Sums.PerImage(scores, direction);

    /// <summary>What the relevances of each image sum to.</summary>
    public IReadOnlyList<double> TotalRelevances { get; } = Sums.PerImage(relevance);

    /// <summary>
    /// The conservation residual of each image, explained score − Σ relevance: 0 for a method that conserves. Meaningless for methods
    /// that do not decompose the score, such as sensitivity analysis.
    /// </summary>
    public IReadOnlyList<double> Residuals => [.. ExplainedScores.Zip(TotalRelevances, (score, total) => score - total)];

    /// <summary>The same numbers in float64, for those who treat both types alike.</summary>
    public Explanation<double> ToDouble() => this as Explanation<double> ?? new(Method, Parameters, Target, Wide(Relevance), Wide(Scores), Wide(Direction))
    {
        StandardErrors = StandardErrors is null ? null : Wide(StandardErrors),
        Diagnostics = Diagnostics,
    };

    private static Tensor<double> Wide(Tensor<T> values) => Tensors.Of(Array.ConvertAll(values.Values.ToArray(), double.CreateTruncating), values.ImageCount, values.ImageShape);
}

/// <summary>Sums over images, in float64 and value after value, so that they are the same everywhere.</summary>
internal static class Sums
{
    /// <summary>The sum of the values of each image, each times its weight.</summary>
    internal static double[] PerImage<T>(Tensor<T> values, Tensor<T>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new double[values.ImageCount];
        for (var image = 0; image < sums.Length; image++)
            sums[image] = weights is null ? Of<T>(values.Image(image)) : Product<T>(values.Image(image), weights.Image(image));
        return sums;
    }

    internal static double Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += double.CreateTruncating(value);
        return sum;
    }

    /// <summary>Σ x y.</summary>
    internal static double Product<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += double.CreateTruncating(x[i]) * double.CreateTruncating(y[i]);
        return sum;
    }
}
