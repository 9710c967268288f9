namespace Relevance.Imaging;

/// <summary>The signs of relevance that a picture can show.</summary>
public enum RelevanceSign
{
    /// <summary>All relevance: positive values, which speak for the explained score, in red, negative values, which speak against it, in blue.</summary>
    All,

    /// <summary>Only positive relevance, which speaks for the score.</summary>
    Positive,

    /// <summary>Only negative relevance, which speaks against the score.</summary>
    Negative,

    /// <summary>The magnitude of relevance, regardless of sign, in the colours of <see cref="ColorMap.Heat"/>.</summary>
    Absolute,
}
