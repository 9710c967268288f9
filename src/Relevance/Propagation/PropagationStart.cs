namespace Relevance.Propagation;

/// <summary>What of a class a propagation starts from.</summary>
public enum PropagationStart
{
    /// <summary>Its score.</summary>
    Score,

    /// <summary>Its log-odds against all other classes; see <see cref="Target.LogOdds"/>.</summary>
    LogOdds,
}
