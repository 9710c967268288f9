namespace Relevance.Studio.Engine;

/// <summary>Whose score is explained.</summary>
/// <param name="Class">Of which class; null for the predicted one.</param>
/// <param name="Contrast">Against which other; null for none.</param>
internal sealed record ExplainedClass(int? Class, int? Contrast)
{
    /// <summary>As the library says it.</summary>
    internal Relevance.Target Target
    {
        get
        {
            var target = Class is { } index ? Relevance.Target.Class(index) : Relevance.Target.Predicted;
            return Contrast is { } other ? Relevance.Target.Contrast(target, other) : target;
        }
    }

    /// <summary>The class that is explained of an image for which that one is predicted.</summary>
    internal int Of(int predicted) => Class ?? predicted;

    /// <summary>The explained sum of some scores.</summary>
    internal double Score(IReadOnlyList<float> scores, int predicted) => scores[Of(predicted)] - (Contrast is { } other ? (double)scores[other] : 0);
}
