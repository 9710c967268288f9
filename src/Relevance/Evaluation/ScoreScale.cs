namespace Relevance.Evaluation;

/// <summary>In which units a measure follows the explained score.</summary>
public enum ScoreScale
{
    /// <summary>The score itself, before any softmax: what is explained.</summary>
    Logit,

    /// <summary>The same weighted sum of the softmax of the scores; it also falls when other classes rise.</summary>
    Probability,
}
