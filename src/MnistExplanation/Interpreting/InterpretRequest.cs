using Mnist.Data;
using Relevance.Propagation;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Interpreting;

/// <summary>What the user asked <c>interpret</c> for.</summary>
internal sealed record InterpretRequest
{
    /// <summary>Null for all.</summary>
    internal IReadOnlyList<int>? Classes { get; init; }

    internal required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>Null for what suits the variant.</summary>
    internal StartPoint? Start { get; init; }

    internal required int Steps { get; init; }

    /// <summary>λ or η; null for each variant's own.</summary>
    internal double? Strength { get; init; }

    /// <summary>The test digit near which <c>local</c> stays; null for the first of each class.</summary>
    internal int? Near { get; init; }

    /// <summary>Hidden units instead of classes; empty for classes.</summary>
    internal IReadOnlyList<HiddenUnit> Units { get; init; } = [];

    /// <summary>Null for the embedded model.</summary>
    internal string? Model { get; init; }

    /// <summary>Null for the embedded experts.</summary>
    internal string? Experts { get; init; }

    internal DatasetSpecification? Dataset { get; init; }

    internal string? DataFolder { get; init; }

    internal int? Threads { get; init; }

    internal IReadOnlyList<OutputFile> Outputs { get; init; } = [];

    /// <summary>A picture of the convergence; null for none.</summary>
    internal string? Curves { get; init; }

    internal bool Verbose { get; init; }
}
