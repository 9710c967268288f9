namespace Relevance.Maps;

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
public static class WeightParts
{
    /// <summary>ρ of one weight.</summary>
    public static double Of(this WeightPart part, double weight) => part switch
    {
        WeightPart.All => weight,
        WeightPart.Positive => weight > 0 ? weight : 0,
        WeightPart.Negative => weight < 0 ? weight : 0,
        WeightPart.Absolute => Math.Abs(weight),
        WeightPart.Square => weight * weight,
        _ => 1,
    };
}
