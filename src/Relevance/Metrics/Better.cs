namespace Relevance.Metrics;

/// <summary>Whether higher or lower values of a measure are better.</summary>
public enum Better
{
    /// <summary>Higher values are better.</summary>
    Higher,

    /// <summary>Lower values are better.</summary>
    Lower,
}
