using System.Collections.Immutable;
using Relevance.Networks.Layers;

namespace Relevance.Networks;

/// <summary>A layer in a network, with its name and inputs.</summary>
/// <param name="Index">Its index among the nodes; nodes read the outputs of earlier ones only.</param>
/// <param name="Name">Its name, unique in the network, such as <c>features.3</c>.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The nodes whose outputs it reads; −1 is the network's first input, −2 its second, and so on.</param>
public sealed record Node(int Index, string Name, Layer Layer, ImmutableArray<int> Inputs);
