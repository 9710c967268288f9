namespace Relevance.Tool.Console;

/// <summary>The user stopped a command that can be continued; the message says how.</summary>
internal sealed class CancelledException(string message) : Exception(message);
