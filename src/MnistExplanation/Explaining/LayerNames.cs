using MnistExplanation.Console;
using Relevance.Catalogue;
using Relevance.Networks;

namespace MnistExplanation.Explaining;

/// <summary>What to say about layers that a network does not have.</summary>
internal static class LayerNames
{
    /// <summary>Requires that there is a layer of that name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static void Require(string option, string name, Network network)
    {
        if (network.Nodes.All(node => node.Name != name))
            throw new UsageException($"{option} {name}: {Unknown(name, network)}");
    }

    /// <summary>Lists the layers, and what else could have been meant.</summary>
    internal static string Unknown(string name, Network network, params IReadOnlyList<string> words)
    {
        var layers = network.Nodes.Select(node => $"{node.Name} ({node.Layer.Kind})");
        var also = words.Count == 0 ? "" : $"; words for several are {string.Join(", ", words)}";
        var nearest = Nearest.Of(name, network.Nodes.Select(node => node.Name).Where(candidate => candidate.Length > 2).Concat(words)) is { } found ? $" Did you mean '{found}'?" : "";
        return $"The model has no layer '{name}'; there are {string.Join(", ", layers)}{also}.{nearest}";
    }
}
