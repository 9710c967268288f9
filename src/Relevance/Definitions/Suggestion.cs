namespace Relevance.Definitions;

/// <summary>Writes error messages for names that do not exist.</summary>
public static class Suggestion
{
    /// <summary>Writes a message that lists the existing names and suggests the one that was probably meant.</summary>
    /// <param name="kind">The kind of thing that was named, such as "composite".</param>
    /// <param name="name">The name that was typed.</param>
    /// <param name="known">The names that exist.</param>
    public static string For(string kind, string name, params IReadOnlyCollection<string> known)
    {
        var there = known.Count == 0 ? "there are none" : $"there {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known)}";
        return $"There is no {kind} '{name}'; {there}.{(Nearest.Of(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "")}";
    }
}
