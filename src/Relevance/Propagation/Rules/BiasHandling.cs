namespace Relevance.Propagation.Rules;

/// <summary>How the share of relevance that falls to a layer's bias is treated.</summary>
public enum BiasHandling
{
    /// <summary>The bias is an extra input fixed at 1, as in Σ_{0,j}: it gets a share, which is absorbed.</summary>
    InDenominator,

    /// <summary>The bias is left out: the inputs share all relevance.</summary>
    LeftOut,

    /// <summary>The share of the bias is distributed in equal parts to the inputs connected to the unit; nothing is absorbed.</summary>
    Spread,
}
