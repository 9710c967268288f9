using System.Collections.Immutable;

namespace Relevance.Formats;

/// <summary>An array of unsigned bytes as stored in an IDX file.</summary>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Elements">The elements, the last axis running fastest.</param>
public sealed record IdxArray(ImmutableArray<int> Shape, ReadOnlyMemory<byte> Elements);
