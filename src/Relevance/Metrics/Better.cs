namespace Relevance.Metrics;

/// <summary>Which values of a measure speak for an explanation.</summary>
public enum Better
{
    /// <summary>Higher values are better.</summary>
    Higher,

    /// <summary>Lower values are better.</summary>
    Lower,
}
