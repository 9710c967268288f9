using static TorchSharp.torch;

namespace Relevance;

/// <summary>What an explainer found: how much each input value spoke for or against the explained score.</summary>
/// <param name="method">The method's name.</param>
/// <param name="parameters">The method's parameters: with the model and the images, all that is needed to compute it again.</param>
/// <param name="target">Whose score is explained.</param>
/// <param name="relevance">Of the images' shape.</param>
/// <param name="scores">[N, K].</param>
/// <param name="direction">[N, K].</param>
public sealed class Explanation(
    string method, IReadOnlyDictionary<string, object> parameters, Target target, Tensor relevance, Tensor scores, Tensor direction) : IDisposable
{
    /// <summary>The method's name, such as <c>lrp</c>.</summary>
    public string Method { get; } = method;

    /// <summary>The method's parameters by name.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; } = parameters;

    /// <summary>Whose score is explained.</summary>
    public Target Target { get; } = target;

    /// <summary>The relevance of each input value, of the images' shape, or of that of the layer at which the method ends; positive speaks for the explained score (for methods with a sign).</summary>
    public Tensor Relevance { get; } = relevance;

    /// <summary>The model's scores (logits), [N, K].</summary>
    public Tensor Scores { get; } = scores;

    /// <summary>The weights with which the scores enter the explained one, [N, K]; one-hot where it is that of one class.</summary>
    public Tensor Direction { get; } = direction;

    /// <summary>
    /// The standard error of each value of <see cref="Relevance"/>, of its shape, for methods that estimate it from random samples; null for others.
    /// </summary>
    public Tensor? StandardErrors { get; init; }

    /// <summary>
    /// What else the method found, by name in kebab case, one value per image: such as <c>completeness-error</c> of integrated gradients. Empty for most methods.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Diagnostics { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>The explained score of each image, Σ_k direction_k · score_k.</summary>
    public IReadOnlyList<double> ExplainedScores { get; } = PerImage(scores, direction);

    /// <summary>What the relevances of each image sum to.</summary>
    public IReadOnlyList<double> TotalRelevances { get; } = PerImage(relevance);

    /// <summary>
    /// The conservation residual of each image, explained score − Σ relevance: 0 for a method that conserves. Meaningless for methods
    /// that do not decompose the score, such as sensitivity analysis.
    /// </summary>
    public IReadOnlyList<double> Residuals => [.. ExplainedScores.Zip(TotalRelevances, (score, total) => score - total)];

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Relevance.Dispose();
        StandardErrors?.Dispose();
        Scores.Dispose();
        Direction.Dispose();
    }

    private static double[] PerImage(Tensor values, Tensor? weights = null)
    {
        using var scope = NewDisposeScope();
        return (weights is null ? values : values * weights).to(ScalarType.Float64).flatten(1).sum(1).data<double>().ToArray();
    }
}
