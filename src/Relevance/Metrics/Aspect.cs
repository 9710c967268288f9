namespace Relevance.Metrics;

/// <summary>The properties of explanations that measures judge.</summary>
public enum Aspect
{
    /// <summary>Does relevance sum to the score that it explains?</summary>
    Conservation,

    /// <summary>Do the features with high relevance affect the model's score?</summary>
    Faithfulness,

    /// <summary>Does the explanation stay the same if neither the image nor the score changes much?</summary>
    Stability,

    /// <summary>Does relevance lie on the object of the explained class?</summary>
    Localization,

    /// <summary>Is the relevance concentrated on few values?</summary>
    Simplicity,

    /// <summary>Does the explanation change with the weights of the model and with the explained class?</summary>
    Randomization,
}
