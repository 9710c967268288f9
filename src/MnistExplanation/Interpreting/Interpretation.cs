using Relevance.Tool.Models;

namespace MnistExplanation.Interpreting;

/// <summary>All that one call of <c>interpret</c> found.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Model">Of which model.</param>
/// <param name="Experts">With which experts.</param>
/// <param name="Variants">For each variant one image per class or unit.</param>
/// <param name="Units">What excites the hidden units; empty for classes.</param>
/// <param name="DigitSource">Where the exciting digits are from; null for classes.</param>
internal sealed record Interpretation(
    InterpretRequest Request, SafetensorsModel Model, LoadedExperts Experts, IReadOnlyList<IReadOnlyList<Prototype>> Variants, IReadOnlyList<InterpretedUnit> Units, string? DigitSource);
