namespace Relevance.Perturbation;

/// <summary>The penalties on the weights of LIME.</summary>
public enum LimePenalty
{
    /// <summary>Minimises Σ_z π(z) (f(z) − β₀ − βᵀz)² + λ Σ_F β_F², as in the authors' package.</summary>
    Ridge,

    /// <summary>
    /// Minimises Σ_z π(z) (f(z) − β₀ − βᵀz)² / (2 Σ_z π(z)) + λ Σ_F |β_F|: features of little importance get a weight of exactly 0. As in Captum.
    /// </summary>
    Lasso,
}
