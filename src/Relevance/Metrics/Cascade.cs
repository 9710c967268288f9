namespace Relevance.Metrics;

/// <summary>The layer at which cascading randomisation of a network begins.</summary>
public enum Cascade
{
    /// <summary>At the layer that computes the scores.</summary>
    TopDown,

    /// <summary>At the layer that sees the image.</summary>
    BottomUp,
}
