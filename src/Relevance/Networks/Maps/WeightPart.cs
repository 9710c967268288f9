using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>A function ρ of each weight on its own, by which the rules modify a linear map.</summary>
public enum WeightPart
{
    /// <summary>ρ(w) = w.</summary>
    All,

    /// <summary>ρ(w) = w⁺ = max(w, 0).</summary>
    Positive,

    /// <summary>ρ(w) = w⁻ = min(w, 0).</summary>
    Negative,

    /// <summary>ρ(w) = |w| = w⁺ − w⁻.</summary>
    Absolute,

    /// <summary>ρ(w) = w².</summary>
    Square,

    /// <summary>ρ(w) = 1: which inputs a unit is connected to, whatever the weight.</summary>
    Connection,
}

/// <summary>The functions behind <see cref="WeightPart"/>.</summary>
internal static class WeightParts
{
    /// <summary>ρ of one number.</summary>
    internal static double Of(this WeightPart part, double weight) => part switch
    {
        WeightPart.All => weight,
        WeightPart.Positive => Math.Max(weight, 0),
        WeightPart.Negative => Math.Min(weight, 0),
        WeightPart.Absolute => Math.Abs(weight),
        WeightPart.Square => weight * weight,
        _ => 1,
    };

    /// <summary>Applies ρ to every element; the result belongs to the caller's dispose scope.</summary>
    internal static Tensor Of(this WeightPart part, Tensor weights) => part switch
    {
        WeightPart.All => weights.alias(),
        WeightPart.Positive => weights.clamp_min(Scalars.Zero),
        WeightPart.Negative => weights.clamp_max(Scalars.Zero),
        WeightPart.Absolute => weights.abs(),
        WeightPart.Square => weights * weights,
        _ => ones_like(weights),
    };
}
