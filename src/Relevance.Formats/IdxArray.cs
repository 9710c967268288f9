using System.Collections.Immutable;

namespace Relevance.Formats;

/// <summary>An array of unsigned bytes as an IDX file holds it.</summary>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Elements">The elements, last axis fastest.</param>
public sealed record IdxArray(ImmutableArray<int> Shape, ReadOnlyMemory<byte> Elements);
