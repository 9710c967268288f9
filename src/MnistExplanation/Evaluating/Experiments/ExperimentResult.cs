using System.Text.Json.Nodes;
using Relevance.Imaging;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>A picture of a result.</summary>
/// <param name="Suffix">What its file's name has after that of the experiment; empty for the main figure.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Caption">What it shows and how to read it.</param>
/// <param name="IsChart">Whether it is a chart, which a dark page shows light on dark.</param>
internal sealed record ExperimentFigure(string Suffix, Picture Picture, string Caption, bool IsChart = false);

/// <summary>Figures in rows.</summary>
/// <param name="Caption">What they are.</param>
/// <param name="Columns">The headings; the first column names the rows.</param>
/// <param name="Rows">As many cells per row as there are columns.</param>
internal sealed record ResultTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>What an experiment came to.</summary>
/// <param name="Verdict">Whether what the paper found was found here.</param>
/// <param name="Sentence">The same with the figures on which it rests, in one sentence.</param>
/// <param name="Figures">The main figure first.</param>
/// <param name="Tables">The figures in writing.</param>
/// <param name="Document">All figures, for programs.</param>
internal sealed record ExperimentResult(
    Verdict Verdict, string Sentence, IReadOnlyList<ExperimentFigure> Figures, IReadOnlyList<ResultTable> Tables, JsonObject Document)
{
    /// <summary>What else is worth knowing, in sentences computed from the figures.</summary>
    internal IReadOnlyList<string> Notes { get; init; } = [];
}
