namespace Relevance.Propagation;

/// <summary>The quantity of a class from which a propagation starts.</summary>
public enum PropagationStart
{
    /// <summary>The score of the class.</summary>
    Score,

    /// <summary>The log-odds of the class against all others; see <see cref="Target.LogOdds"/>.</summary>
    LogOdds,
}
