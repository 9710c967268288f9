namespace Relevance.Tool.Console;

/// <summary>The command cannot be done as asked. The message says what was wrong, with what input, and what to do.</summary>
internal sealed class UserException(string message, Exception? inner = null) : Exception(message, inner);
