using MnistExplanation.Console;
using Relevance.Catalogue;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Notation;
using Spectre.Console;

namespace MnistExplanation.Explaining;

/// <summary>Lists what <c>explain</c> can be asked for.</summary>
internal static class ListView
{
    internal static void Show(Terminal terminal)
    {
        Write(terminal, "Methods (--method NAME)", MethodCatalogue.All.Select(method => (method.Name, "", method.Meaning)));
        Write(terminal, "Composites of lrp (--composite NAME, their parameters with --set NAME=VALUE)",
            NamedComposites.All.Select(composite => (composite.Name, Parameters(composite), composite.Summary)));
        Write(terminal, "Rules (--rule 'LAYERS=RULE'), with the defaults of their parameters", RuleNotation.Known.Select(rule => rule.Split('(', 2)).Select(parts =>
            (parts[0], parts.Length > 1 ? parts[1].TrimEnd(')') : "", RuleCatalogue.Meaning(parts[0]))));
        terminal.Line("Layers (--rule 'LAYERS=RULE')");
        terminal.Line($"  {string.Join(", ", CompositeNotation.Conditions)}, or a name such as 0, with the wildcards * and ?; 'explain --plan' shows the names.");
    }

    private static string Parameters(NamedComposite composite) =>
        string.Join(", ", composite.Defaults.Select(parameter => $"{parameter.Key}={RuleText.Number(parameter.Value)}"));

    private static void Write(Terminal terminal, string title, IEnumerable<(string Name, string Parameters, string Meaning)> rows)
    {
        terminal.Line(title);
        var grid = new Grid();
        grid.AddColumns(3);
        foreach (var (name, parameters, meaning) in rows)
            grid.AddRow(new Text($"  {name}"), new Text(parameters), new Text(meaning));
        terminal.Out.Write(grid);
        terminal.Line();
    }
}
