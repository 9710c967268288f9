namespace Relevance.Metrics;

/// <summary>In which order features are removed from an image.</summary>
public enum FlippingOrder
{
    /// <summary>The most relevant first: the score of a good explanation falls fast.</summary>
    MostRelevantFirst,

    /// <summary>The least relevant first: the score of a good explanation stays, or rises while what speaks against it goes.</summary>
    LeastRelevantFirst,

    /// <summary>By chance, another order for each image, whatever the relevance: what the others are compared with.</summary>
    Random,
}
