namespace Relevance.Tests.Lifecycle;

/// <summary>Tests that count the tensors of the whole process, so nothing runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
