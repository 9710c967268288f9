namespace Relevance.Maps;

/// <summary>The functions ρ of single weights by which rules modify a linear map.</summary>
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

    /// <summary>ρ(w) = 1: counts the inputs connected to a unit, regardless of their weights.</summary>
    Connection,
}

/// <summary>Computes the functions of <see cref="WeightPart"/>.</summary>
public static class WeightParts
{
    /// <summary>Computes ρ of one weight.</summary>
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
