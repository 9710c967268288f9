namespace Relevance.Gradients;

/// <summary>How DeepLIFT passes an activation.</summary>
public enum DeepLiftRule
{
    /// <summary>By one factor Δa / Δz, whatever the change Δz is made of (section 3.5.2).</summary>
    Rescale,

    /// <summary>
    /// What raised z and what lowered it have factors of their own, so that changes that cancel each other out in z are still seen (section 3.5.3).
    /// Costs about three times as much.
    /// </summary>
    RevealCancel,
}
