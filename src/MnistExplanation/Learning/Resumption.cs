namespace MnistExplanation.Learning;

/// <summary>What to do with a checkpoint of an earlier, interrupted training.</summary>
internal enum Resumption
{
    /// <summary>Continue from it if it belongs to the same training, else start afresh and say so.</summary>
    IfPossible,

    /// <summary>Continue from it or fail.</summary>
    Required,

    /// <summary>Start afresh.</summary>
    Never,
}
