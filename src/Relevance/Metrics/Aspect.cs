namespace Relevance.Metrics;

/// <summary>What a measure asks of an explanation.</summary>
public enum Aspect
{
    /// <summary>Does relevance sum to the score that it explains?</summary>
    Conservation,

    /// <summary>Does what is said to matter matter to the model?</summary>
    Faithfulness,

    /// <summary>Does the explanation stay where neither image nor score changes much?</summary>
    Stability,

    /// <summary>Does relevance lie on the object that was asked for?</summary>
    Localization,

    /// <summary>Is the explanation short?</summary>
    Simplicity,

    /// <summary>Does it change with what was learned and with what is asked?</summary>
    Randomization,
}
