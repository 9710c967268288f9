using Relevance.Definitions;
using Relevance.Networks;

namespace Relevance.Metrics;

/// <summary>What measures must know beside the explainer that they judge.</summary>
/// <param name="Domain">What the model is made for: its background is what stands for nothing.</param>
/// <param name="Method">Makes the method that is judged for another network; null where measures that need it are left out.</param>
/// <param name="Objects">
/// Where the object is that was asked for, for the very images that are judged, as <see cref="Localization"/> takes it; null where measures of
/// localisation are left out.
/// </param>
/// <param name="Seed">Decides what measures draw at random.</param>
public sealed record MeasureContext(InputDomain Domain, Func<Network, Explainer>? Method = null, IReadOnlyList<bool[]>? Objects = null, int Seed = 0);
