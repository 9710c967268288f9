using System.Text;
using MnistExplanation.Digits;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Evaluating.Experiments;

/// <summary>Does what <c>evaluate --experiment</c> was asked for.</summary>
internal static class ExperimentsJob
{
    internal const string PageFile = "experiments.html";

    internal static async Task<int> RunAsync(ExperimentRequest request, Host host, CancellationToken cancellation)
    {
        Preamble.Run(host.Terminal, request.Common.Verbose, request.Common.Threads, Path.Combine(request.Common.Output, PageFile));
        var context = new ExperimentContext(request, host);
        var done = new List<(Experiment Experiment, ExperimentResult Result, string Command)>();
        foreach (var experiment in request.Experiments)
        {
            var result = await experiment.RunAsync(context, cancellation);
            done.Add((experiment, result, request.CommandLine(experiment)));
            Write(request.Common.Output, experiment, result, request.CommandLine(experiment), host.Terminal);
        }
        var page = Path.Combine(request.Common.Output, PageFile);
        AtomicFile.Write(page, stream => stream.Write(Encoding.UTF8.GetBytes(ExperimentsPage.Write(done))));
        host.Terminal.Line(page);
        return ExitCode.Success;
    }

    private static void Write(string folder, Experiment experiment, ExperimentResult result, string command, Terminal terminal)
    {
        terminal.Line(experiment.Title);
        foreach (var table in result.Tables)
            Written(table).Show(terminal);
        terminal.Line(result.Sentence);
        foreach (var note in result.Notes)
            terminal.Line(note);
        foreach (var figure in result.Figures)
        {
            var path = Path.Combine(folder, $"{experiment.Name}{figure.Suffix}.png");
            figure.Picture.Save(path);
            terminal.Line($"  {path}");
        }
        var document = Path.Combine(folder, $"{experiment.Name}.json");
        ExperimentDocument.Write(document, experiment, result, command);
        terminal.Line($"  {document}");
        terminal.Line();
    }

    private static TextTable Written(ResultTable table)
    {
        var written = new TextTable([.. table.Columns.Select((column, i) => new TextColumn(column) { IsRight = i > 0, Wraps = true })]) { Title = table.Caption };
        foreach (var row in table.Rows)
            written.AddRow(row);
        return written;
    }
}
