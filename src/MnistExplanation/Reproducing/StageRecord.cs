using System.Collections.Immutable;

namespace MnistExplanation.Reproducing;

/// <summary>A stage that is done.</summary>
/// <param name="Key">What it was done with: a hash of everything that determines its results.</param>
/// <param name="Files">SHA-256 of the files that it wrote, by name.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record StageRecord(string Key, ImmutableSortedDictionary<string, string> Files, double Seconds);
