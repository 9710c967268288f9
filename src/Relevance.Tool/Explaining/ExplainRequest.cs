using Relevance.Catalogue;

namespace Relevance.Tool.Explaining;

/// <summary>The options of <c>explain</c>, as given by the user.</summary>
internal sealed record ExplainRequest
{
    internal required MethodCall Method { get; init; }

    /// <summary>The method with everything that decides its values, in the words of the command line.</summary>
    internal string Recipe => CompositeFile is { } file ? $"{Method} --composite {file}" : $"{Method}";

    /// <summary>What the user typed of the method and its parameters; null if only the method itself.</summary>
    internal string? AsTyped { get; init; }

    /// <summary>The words of the user that a message about the method begins with.</summary>
    internal string Origin => AsTyped ?? $"--method {Method}";

    internal required TargetChoice Target { get; init; }

    /// <summary>The class against which the target is explained; null for none.</summary>
    internal int? Contrast { get; init; }

    /// <summary>A JSON file with the composite of layer-wise relevance propagation; null for the one that the method names.</summary>
    internal string? CompositeFile { get; init; }

    /// <summary>Whether to record the ledger of layer-wise relevance propagation.</summary>
    internal bool Ledger { get; init; }

    /// <summary>Null for the one that the program has inside.</summary>
    internal string? Model { get; init; }

    internal bool IsDouble { get; init; }

    internal int BatchSize { get; init; } = 128;

    internal int? Threads { get; init; }

    internal IReadOnlyList<OutputFile> Outputs { get; init; } = [];

    /// <summary>Whether the figure of several methods has the shape of a slide.</summary>
    internal bool Slide { get; init; }

    internal bool Verbose { get; init; }
}
