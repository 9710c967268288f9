namespace Architecture.Tests;

/// <summary>Circles that still stand, each with the reason. A line whose circle is gone or has become another one must go too: the list only shrinks.</summary>
internal static class KnownCircles
{
    internal static readonly IReadOnlyList<(string Project, string Namespaces, string Reason)> Declared =
    [
        ("Relevance.Studio", "Relevance.Studio.Api, Relevance.Studio.Engine, Relevance.Studio.Hosting",
            "StudioMetrics, which the engine counts with, stands beside the server."),
        ("Relevance.Tool", "Relevance.Tool, Relevance.Tool.Commands, Relevance.Tool.Console, Relevance.Tool.Explaining, Relevance.Tool.Models",
            "ToolHost, which all parts are handed, stands beside the application that starts them; a model makes the set of images."),
        ("MnistExplanation", "MnistExplanation, MnistExplanation.Digits", "Host and Datasets, which all parts are handed, stand beside the program that starts them."),
        ("MnistExplanation", "MnistExplanation.Report, MnistExplanation.Report.Methods, MnistExplanation.Report.Sections",
            "Numbers and intervals, which the sections write, stand beside the writer of the whole report."),
        ("MnistExplanation", "MnistExplanation.Evaluating, MnistExplanation.Evaluating.Showing", "The evaluation that is shown stands beside the writer of its files."),
    ];
}
