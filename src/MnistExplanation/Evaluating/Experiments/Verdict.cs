namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Whether what a paper found was found here.</summary>
internal enum Verdict
{
    /// <summary>All of it.</summary>
    Reproduced,

    /// <summary>Some of it.</summary>
    PartlyReproduced,

    /// <summary>None of it.</summary>
    NotReproduced,
}

/// <summary>Verdicts in words.</summary>
internal static class VerdictText
{
    /// <summary>How a sentence begins.</summary>
    internal static string Text(this Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "Reproduced",
        Verdict.PartlyReproduced => "Reproduced in part",
        _ => "Not reproduced",
    };

    /// <summary>The verdict on several claims.</summary>
    /// <param name="held">How many of them hold.</param>
    /// <param name="all">How many there are, at least 1.</param>
    internal static Verdict Of(int held, int all) => held == all ? Verdict.Reproduced : held == 0 ? Verdict.NotReproduced : Verdict.PartlyReproduced;
}
