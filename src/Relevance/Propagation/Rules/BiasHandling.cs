namespace Relevance.Propagation.Rules;

/// <summary>What becomes of the share of relevance that falls to a layer's bias.</summary>
public enum BiasHandling
{
    /// <summary>The bias is an extra input fixed at 1, as in Σ_{0,j}: it takes its share, which is absorbed.</summary>
    InDenominator,

    /// <summary>The bias takes no part: the inputs share everything.</summary>
    LeftOut,

    /// <summary>The bias takes its share and hands it on in equal parts to the inputs that the unit is connected to: nothing is absorbed.</summary>
    Spread,
}
