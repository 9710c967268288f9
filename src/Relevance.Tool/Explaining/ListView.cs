using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>Lists the methods, composites and rules that <c>explain</c> can use.</summary>
internal static class ListView
{
    private const int MostChoices = 6;

    internal static void Show(Terminal terminal)
    {
        Write(terminal, "Methods (--method NAME), with the defaults of their parameters\n(--set NAME=VALUE, or --method 'NAME(steps=20, …)')",
            MethodCatalogue.All.SelectMany(Rows));
        Write(terminal, "Composites of lrp (--composite NAME, their parameters with --set NAME=VALUE)",
            NamedComposites.All.Select(composite => (composite.Name, WithParameters(composite.Meaning, Parameters(composite)))));
        Write(terminal, "Rules (--rule 'LAYERS=RULE'), with the defaults of their parameters", RuleDefinitions.All.Select(rule => $"{rule}".Split('(', 2)).Select(parts =>
            (parts[0], WithParameters(RuleDefinitions.TryFind(parts[0])!.Meaning, parts.Length > 1 ? parts[1].TrimEnd(')') : ""))));
        Write(terminal, "Layers (--rule 'LAYERS=RULE')",
        [
            ("WORD", $"{string.Join(", ", CompositeNotation.Conditions)}."),
            ("NAME", "The name of a layer such as 0, with the wildcards * and ?; 'explain --plan' shows the names."),
        ]);
    }

    /// <summary>A method, and a row for each of its parameters.</summary>
    private static IEnumerable<(string, string)> Rows(MethodDefinition method)
    {
        var wraps = method.Wraps is { } wrapped ? $" Wraps any method, as in {method.Name}({wrapped}), its default." : "";
        var aliases = method.Aliases.IsEmpty ? "" : $" Also {string.Join(", ", method.Aliases)}.";
        yield return (method.Name, $"{method.Meaning}{wraps}{aliases}");
        foreach (var parameter in method.Parameters)
        {
            var standard = parameter.Default is { } value ? $"={Parameter.Write(value)}" : "";
            yield return ($"  {parameter.Name}{standard}", $"{parameter.Meaning}{(parameter.Choices.Length > MostChoices ? "" : $" ({parameter.Range})")}");
        }
    }

    private static string Parameters(NamedComposite composite) =>
        string.Join(", ", composite.Defaults.Select(parameter => $"{parameter.Key}={RuleText.Number(parameter.Value)}"));

    private static string WithParameters(string meaning, string parameters) => parameters.Length == 0 ? meaning : $"{meaning} ({parameters})";

    private static void Write(Terminal terminal, string title, IEnumerable<(string Name, string Meaning)> rows)
    {
        terminal.Line(title);
        var table = new TextTable(new(""), new("") { Wraps = true }) { IsOfSentences = true };
        foreach (var (name, meaning) in rows)
            table.AddRow(name, meaning);
        table.Show(terminal);
    }
}
