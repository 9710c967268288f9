namespace Relevance.Tool.Console;

/// <summary>Options contradict each other in a way that only shows after parsing.</summary>
internal sealed class UsageException(string message) : Exception(message);
