namespace Relevance.Metrics;

/// <summary>The order in which features are removed from an image.</summary>
public enum FlippingOrder
{
    /// <summary>The most relevant first: for a good explanation, the score falls fast.</summary>
    MostRelevantFirst,

    /// <summary>
    /// The least relevant first: for a good explanation, the score hardly changes at first, or rises while features that speak against it are removed.
    /// </summary>
    LeastRelevantFirst,

    /// <summary>A random order for each image, regardless of relevance; a reference for the other orders.</summary>
    Random,
}
