using System.Collections.Immutable;

namespace Relevance.Networks;

/// <summary>A layer at its place in the graph.</summary>
/// <param name="Index">The place in <see cref="Network.Nodes"/>; every node comes after those that feed it.</param>
/// <param name="Name">The layer's path in the module it came from, such as <c>features.0</c>; unique in its network.</param>
/// <param name="Layer">The function computed.</param>
/// <param name="Inputs">The indices of the nodes that feed it; <see cref="Network.Input"/> is the network's input.</param>
public sealed record Node(int Index, string Name, Layer Layer, ImmutableArray<int> Inputs);
