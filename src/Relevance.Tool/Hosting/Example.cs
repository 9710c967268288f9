namespace Relevance.Tool.Hosting;

/// <summary>An example of a command.</summary>
/// <param name="Arguments">What to type after the program's name.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record Example(string Arguments, string Meaning);
