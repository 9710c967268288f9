using System.Collections.Immutable;
using Mnist.ModelFiles;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;

namespace Relevance.Tool;

/// <summary>The command <c>relevance</c>: networks and images are the user's own.</summary>
/// <param name="Terminal">Where it prints.</param>
internal sealed record StandaloneHost(Terminal Terminal) : ToolHost(Terminal)
{
    internal override string Program => "relevance";

    internal override string ModelOption => "The network: a safetensors file of a known architecture.";

    internal override ImmutableSortedDictionary<string, string> Versions { get; } = new Dictionary<string, string>
    {
        ["relevance"] = typeof(StandaloneHost).Assembly.GetName().Version!.ToString(3),
        ["dotnet"] = Environment.Version.ToString(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal override ImmutableArray<Type> ExpectedErrors => [typeof(ModelFileException)];

    internal override IReadOnlyList<Example> Examples =>
    [
        new("explain --model net.safetensors --images pictures --output why.png", "Why the network decided so, for every picture of a folder."),
        new("plan --model net.safetensors", "Which layer gets which rule of layer-wise relevance propagation."),
        new("list", "Methods, composites and rules."),
    ];

    internal override LoadedModel LoadModel(string? path) =>
        path is null ? throw new UsageException("--model is missing; name the file of the network to explain.") : SafetensorsModel.Load(path);
}
