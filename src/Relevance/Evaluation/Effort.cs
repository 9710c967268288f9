namespace Relevance.Evaluation;

/// <summary>Counts what a measure asks for, over all its threads.</summary>
internal sealed class Effort
{
    private long passes, explanations;

    internal long Passes => passes;

    internal long Explanations => explanations;

    internal void AddPasses(long images) => Interlocked.Add(ref passes, images);

    internal void AddExplanations(long images) => Interlocked.Add(ref explanations, images);
}
