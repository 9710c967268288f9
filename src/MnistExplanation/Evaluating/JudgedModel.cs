using Relevance.Tool.Models;

namespace MnistExplanation.Evaluating;

/// <summary>A model whose explanations are judged.</summary>
/// <param name="Name">What tables call it, such as "seed 3".</param>
/// <param name="Model">The model.</param>
/// <param name="OfPairs">The same network, but trained on pairs of objects, for measures of localisation; null if none is asked for.</param>
internal sealed record JudgedModel(string Name, SafetensorsModel Model, SafetensorsModel? OfPairs = null)
{
    /// <summary>The model for a kind of images.</summary>
    internal SafetensorsModel For(bool pairs) => pairs ? OfPairs ?? throw new InvalidOperationException("No model of pairs was asked for.") : Model;
}
