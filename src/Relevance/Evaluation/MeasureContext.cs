using Relevance.Catalogue;
using Relevance.Networks;

namespace Relevance.Evaluation;

/// <summary>What measures must know beside the explainer that they judge.</summary>
/// <param name="Domain">What the model is made for: its background is what stands for nothing.</param>
/// <param name="Method">Makes the method that is judged for another network; null where measures that need it are left out.</param>
public sealed record MeasureContext(InputDomain Domain, Func<Network, Explainer>? Method = null);
