using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance;

/// <summary>The result of an explainer: how much each input value contributed to the explained score, or spoke against it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="method">The method's name.</param>
/// <param name="parameters">The method's parameters; together with the model and the images, they suffice to compute the explanation again.</param>
/// <param name="target">Selects the score that is explained.</param>
/// <param name="relevance">The relevance of each value, of the images' shape.</param>
/// <param name="scores">The model's scores, [N, K].</param>
/// <param name="direction">The weights of the scores in the explained sum, [N, K].</param>
public sealed class Explanation<T>(
    string method, IReadOnlyDictionary<string, object> parameters, Target target, Tensor<T> relevance, Tensor<T> scores, Tensor<T> direction)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The method's name, such as <c>lrp</c>.</summary>
    public string Method { get; } = method;

    /// <summary>The method's parameters by name.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; } = parameters;

    /// <summary>The target: which score is explained.</summary>
    public Target Target { get; } = target;

    /// <summary>
    /// The relevance of each input value, of the images' shape, or of the shape of the layer at which the method ends. For signed methods, positive values
    /// speak for the explained score, negative ones against it.
    /// </summary>
    public Tensor<T> Relevance { get; } = relevance;

    /// <summary>The model's scores (logits), [N, K].</summary>
    public Tensor<T> Scores { get; } = scores;

    /// <summary>The weights of the scores in the explained sum, [N, K]; one-hot if the score of one class is explained.</summary>
    public Tensor<T> Direction { get; } = direction;

    /// <summary>
    /// The standard error of each value of <see cref="Relevance"/>, of the same shape, for methods that estimate it from random samples; null for others.
    /// </summary>
    public Tensor<T>? StandardErrors { get; init; }

    /// <summary>
    /// Further results of the method by name in kebab case, one value per image, such as <c>completeness-error</c> of integrated gradients. Empty for most
    /// methods.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Diagnostics { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>The explained score of each image, Σ_k direction_k · score_k.</summary>
    public IReadOnlyList<double> ExplainedScores { get; } = Sums.PerImage(scores, direction);

    /// <summary>The sum of the relevances of each image.</summary>
    public IReadOnlyList<double> TotalRelevances { get; } = Sums.PerImage(relevance);

    /// <summary>
    /// The conservation residual of each image, explained score − Σ relevance: 0 for a method that conserves relevance. It has no meaning for methods that do
    /// not decompose the score, such as sensitivity analysis.
    /// </summary>
    public IReadOnlyList<double> Residuals => [.. ExplainedScores.Zip(TotalRelevances, (score, total) => score - total)];

    /// <summary>Converts the explanation to float64, so that one piece of code can process both types.</summary>
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
