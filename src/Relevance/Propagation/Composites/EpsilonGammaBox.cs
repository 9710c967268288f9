using Relevance.Propagation.Rules;

namespace Relevance.Propagation.Composites;

/// <summary>zB at the pixels, γ in the convolutions, ε in the fully connected layers: what the overview advises for images.</summary>
/// <remarks>
/// ε = 10⁻⁶ is LRP-0 but for units whose contributions cancel. The defaults are those of Zennit's composite of this name.
/// Source: Montavon et al., Layer-wise relevance propagation: an overview, 2019, section 10.3.
/// </remarks>
public static class EpsilonGammaBox
{
    /// <summary>Makes the composite.</summary>
    /// <param name="low">The smallest value a pixel can have, in normalised units.</param>
    /// <param name="high">The largest.</param>
    /// <param name="gamma">γ of the convolutions.</param>
    /// <param name="epsilon">ε of the fully connected layers, and the stabiliser of every other.</param>
    public static Composite Create(double low, double high, double gamma = 0.25, double epsilon = 1e-6) => new("epsilon-gamma-box",
    [
        new(LayerCondition.First, new ZBox(low, high)),
        new(LayerCondition.Convolution, new LrpGamma(gamma)),
        new(LayerCondition.Linear, new LrpEpsilon(epsilon)),
    ]);
}
