namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Texts that stand both within sentences and above figures.</summary>
internal static class TextExtensions
{
    /// <summary>The text with a capital at its beginning.</summary>
    internal static string Capitalized(this string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
