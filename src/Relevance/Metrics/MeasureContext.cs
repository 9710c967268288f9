using Relevance.Definitions;
using Relevance.Networks;

namespace Relevance.Metrics;

/// <summary>The information that measures need in addition to the explainer that they judge.</summary>
/// <param name="Domain">The range of the model's inputs, and typical inputs; the smallest value serves as the background.</param>
/// <param name="Method">Creates the method to judge for another network; null to leave out measures that need it.</param>
/// <param name="Objects">The mask of the object of the explained class in each of the images to judge, as for <see cref="Localization"/>; null to leave out
/// measures of localisation.</param>
/// <param name="Seed">The seed of the measures' random numbers.</param>
public sealed record MeasureContext(InputDomain Domain, Func<Network, Explainer>? Method = null, IReadOnlyList<bool[]>? Objects = null, int Seed = 0);
