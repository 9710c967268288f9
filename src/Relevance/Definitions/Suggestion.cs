namespace Relevance.Definitions;

/// <summary>What to say to somebody who named something that there is not.</summary>
public static class Suggestion
{
    /// <summary>What there is, and what was probably meant.</summary>
    /// <param name="kind">Of what, such as "composite".</param>
    /// <param name="name">What was typed.</param>
    /// <param name="known">What there is.</param>
    public static string For(string kind, string name, params IReadOnlyCollection<string> known)
    {
        var there = known.Count == 0 ? "there is none" : $"there {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known)}";
        return $"There is no {kind} '{name}'; {there}.{(Nearest.Of(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "")}";
    }
}
