using MnistExplanation.Explaining;
using MnistExplanation.Studio.Engine;
using Relevance.Catalogue;

namespace MnistExplanation.Studio.Recipes;

/// <summary>All that is needed to find an explanation again.</summary>
/// <param name="Image">28 × 28 intensities.</param>
/// <param name="Methods">The methods; the first counts.</param>
/// <param name="Question">Whose score.</param>
/// <param name="Model">The network.</param>
internal sealed record Recipe(double[] Image, IReadOnlyList<MethodCall> Methods, Question Question, LoadedModel Model)
{
    private static readonly Dictionary<string, int> Known = EmbeddedDigits.Instance.Indices
        .Select((index, place) => (index, key: Key(EmbeddedDigits.Instance.All()[place].Span)))
        .ToDictionary(digit => digit.key, digit => digit.index);

    /// <summary>The grey levels, to the nearest.</summary>
    internal byte[] Levels { get; } = [.. Image.Select(value => (byte)Math.Round(255 * value))];

    /// <summary>The place in the test set, if it is one of the embedded digits; null for a drawing.</summary>
    internal int? Digit => Inputs.ToLevels(Image) is { } levels && Known.TryGetValue(Key(levels), out var index) ? index : null;

    /// <summary>The method in writing; the default where none was asked for.</summary>
    internal string Method => Methods.Count > 0 ? $"{Methods[0]}" : PropagationNotation.Method;

    private static string Key(ReadOnlySpan<byte> levels) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(levels));
}
