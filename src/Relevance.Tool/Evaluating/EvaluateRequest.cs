using Relevance.Catalogue;

namespace Relevance.Tool.Evaluating;

/// <summary>The options of <c>evaluate</c>, as given by the user.</summary>
internal record EvaluateRequest
{
    /// <summary>The methods that are judged, all different.</summary>
    internal required IReadOnlyList<MethodCall> Methods { get; init; }

    /// <summary>The names of the measures; null for the usual ones.</summary>
    internal IReadOnlyList<string>? Measures { get; init; }

    /// <summary>How many test images.</summary>
    internal required int Count { get; init; }

    /// <summary>The files of the models.</summary>
    internal IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The folder for results.</summary>
    internal required string Output { get; init; }

    internal required int BatchSize { get; init; }

    /// <summary>Decides which images, what measures draw, and the resampling.</summary>
    internal required int Seed { get; init; }

    internal int? Threads { get; init; }

    /// <summary>Whether everything is measured again.</summary>
    internal bool Force { get; init; }

    internal bool Verbose { get; init; }
}
