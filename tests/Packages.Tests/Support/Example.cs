using System.Text.RegularExpressions;

namespace Packages.Tests.Support;

/// <summary>The first example of a package's README: a block of C#, and below it a block with what it prints.</summary>
internal sealed partial record Example(string Usings, string Statements, string Types, string Output)
{
    /// <summary>Whether it waits for something.</summary>
    internal bool IsAsync => Statements.Contains("await ", StringComparison.Ordinal);

    internal static Example? Of(string package)
    {
        var match = Blocks().Match(File.ReadAllText(Repository.Readme(package)).ReplaceLineEndings("\n"));
        if (!match.Success)
            return null;
        string[] lines = match.Groups[1].Value.Split('\n');
        int usings = lines.TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal) || line.Length == 0).Count();
        int statements = lines.Skip(usings).TakeWhile(line => !line.StartsWith("class ", StringComparison.Ordinal)).Count();
        return new(string.Join('\n', lines[..usings]), string.Join('\n', lines[usings..(usings + statements)]), string.Join('\n', lines[(usings + statements)..]), match.Groups[2].Value);
    }

    /// <summary>The example as a class with a method <c>Run</c>.</summary>
    internal string ToClass(string name) => $"{Usings}\ninternal static class {name}\n{{\n    internal static {(IsAsync ? "async Task" : "void")} Run()\n    {{\n{Statements}\n    }}\n}}\n{Types}\n";

    [GeneratedRegex(@"```csharp\n(.*?)\n```\n\n```\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
