namespace Relevance.Imaging;

/// <summary>Which relevance a picture shows.</summary>
public enum RelevanceSign
{
    /// <summary>All of it: what speaks for the explained score in red, what speaks against it in blue.</summary>
    All,

    /// <summary>Only what speaks for the score.</summary>
    Positive,

    /// <summary>Only what speaks against it.</summary>
    Negative,

    /// <summary>How much, whether for or against, in the colours of <see cref="ColorMap.Heat"/>.</summary>
    Absolute,
}
