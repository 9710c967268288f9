namespace Relevance.Tool.Pages;

/// <summary>A name and its value, as they are to be read.</summary>
/// <param name="Name">Such as "Learning rate".</param>
/// <param name="Value">Such as "0.001".</param>
internal sealed record Setting(string Name, string Value);
