using System.Xml.Linq;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>One page that shows experiments: what was asked, the figures, what was found, the command.</summary>
internal static class ExperimentsPage
{
    private const string Paper = "G. Montavon, W. Samek, K.-R. Müller, Methods for interpreting and understanding deep neural networks, Digital Signal Processing 73, 2018, sections 6 and 7.";

    /// <summary>Writes the page.</summary>
    /// <param name="done">The experiments with what they came to, and the command that does each again.</param>
    internal static string Write(IReadOnlyList<(Experiment Experiment, ExperimentResult Result, string Command)> done) => Page.Write(
        "The paper's experiments, done again",
        "Which of its findings hold for the networks and methods of this program? Every sentence below is computed from the figures beside it.",
        [Overview(done), .. done.Select(one => Section(one.Experiment, one.Result, one.Command)), Html.Section("sources", "Source", P(Paper))]);

    private static XElement Overview(IReadOnlyList<(Experiment Experiment, ExperimentResult Result, string Command)> done) => Html.Section("overview", "In short",
        List(done.Select(one => (object)new object[] { Strong($"{one.Experiment.Title}. "), one.Result.Sentence })));

    private static XElement Section(Experiment experiment, ExperimentResult result, string command) => Html.Section(experiment.Name, experiment.Title,
        P(experiment.Question),
        P(Strong("The paper: "), experiment.PaperFound),
        Element("p", Class("question"), result.Sentence),
        result.Notes.Select(note => P(note)),
        result.Figures.Select(figure => FigureCard.Show(Embedded(figure), figure.Caption)),
        result.Tables.Select(Written),
        P("The command:"), Element("pre", command));

    private static XElement Written(ResultTable table) => Table.Of(
        table.Caption, [.. table.Columns.Select((title, i) => new Column(title, IsNumber: i > 0))], table.Rows.Select(row => (IReadOnlyList<object>)[.. row]));

    private static Figure Embedded(ExperimentFigure figure) => new(
        figure.Picture.ToDataUri(), figure.Picture.Width / figure.Picture.Density, figure.Picture.Height / figure.Picture.Density, figure.Caption)
    { IsChart = figure.IsChart };
}
