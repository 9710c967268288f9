namespace Relevance.Metrics;

/// <summary>Counts what a measure asks for, over all its threads.</summary>
internal sealed class Effort
{
    private long passes, explanations;

    internal long Passes => passes;

    internal long Explanations => explanations;

    internal void AddPasses(int images) => Interlocked.Add(ref passes, images);

    internal void AddExplanations(int images) => Interlocked.Add(ref explanations, images);
}
