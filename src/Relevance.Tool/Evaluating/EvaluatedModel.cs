using Relevance.Tool.Models;

namespace Relevance.Tool.Evaluating;

/// <summary>A model whose explanations are judged.</summary>
/// <param name="Name">What tables call it, such as "seed 3".</param>
/// <param name="Model">The model.</param>
/// <param name="ForPairs">The same network, but trained on pairs of objects, for measures of localisation; null if none is asked for.</param>
internal sealed record EvaluatedModel(string Name, LoadedModel Model, LoadedModel? ForPairs = null)
{
    /// <summary>The model for a kind of images.</summary>
    internal LoadedModel For(bool pairs) => pairs ? ForPairs ?? throw new InvalidOperationException("No model of pairs was asked for.") : Model;
}
