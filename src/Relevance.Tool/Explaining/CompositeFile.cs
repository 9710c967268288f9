using System.Text.Json;
using System.Text.Json.Nodes;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>A composite of the user's own in a file, which the notation of methods has no name for.</summary>
internal static class CompositeFile
{
    /// <summary>Whether the text that chooses a composite is the name of a file.</summary>
    internal static bool IsName(string composite) => composite.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Prepares the propagation by a composite in a file; the method says all the rest.</summary>
    /// <param name="path">The file: a composite, or a document that <c>explain</c> wrote, which holds the one that it was made with.</param>
    /// <param name="method">Layer-wise relevance propagation.</param>
    /// <param name="network">The network to explain.</param>
    /// <param name="domain">What it is made for.</param>
    /// <exception cref="ArgumentException">The rules, the layer or the unit are not for this network.</exception>
    /// <exception cref="UserException">The file holds no composite, or the method has parameters of one known by name.</exception>
    internal static LayerwiseRelevancePropagation Create(string path, MethodCall method, Network network, InputDomain domain)
    {
        if (method.Arguments.Given.Any(pair => pair.Value is double))
            throw new UsageException($"--set is for the parameters of a named composite; write the values into {path}.");
        return method.Create(network, domain, Read(path, domain));
    }

    private static Composite Read(string path, InputDomain domain)
    {
        InputFile.Require("--composite", path);
        try
        {
            var text = File.ReadAllText(path);
            var inner = JsonNode.Parse(text) is JsonObject document ? document["composite"] : null;
            return CompositeNotation.Parse(inner?.ToJsonString() ?? text, domain.Low, domain.High);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new UserException($"--composite {path}: {e.Message}", e);
        }
    }
}
