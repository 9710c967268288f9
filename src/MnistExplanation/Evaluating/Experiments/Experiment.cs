namespace MnistExplanation.Evaluating.Experiments;

/// <summary>An experiment of the papers, done again with this program's methods and networks.</summary>
internal abstract class Experiment
{
    /// <summary>The name on the command line and of its files.</summary>
    internal abstract string Name { get; }

    /// <summary>What the page calls it.</summary>
    internal abstract string Title { get; }

    /// <summary>What was asked, and how it is answered.</summary>
    internal abstract string Question { get; }

    /// <summary>What the paper found.</summary>
    internal abstract string PaperFound { get; }

    /// <summary>Does it.</summary>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    internal abstract Task<ExperimentResult> RunAsync(ExperimentContext context, CancellationToken cancellation);
}
