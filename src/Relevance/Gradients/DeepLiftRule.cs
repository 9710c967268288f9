namespace Relevance.Gradients;

/// <summary>The rules by which DeepLIFT propagates multipliers through an activation z → a.</summary>
public enum DeepLiftRule
{
    /// <summary>One multiplier Δa / Δz for the whole change Δz (section 3.5.2).</summary>
    Rescale,

    /// <summary>
    /// Separate multipliers for the contributions that raise z and those that lower it, so that contributions are found even if they cancel in z (section
    /// 3.5.3). Takes about three times as long.
    /// </summary>
    RevealCancel,
}
