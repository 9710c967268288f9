namespace Architecture.Tests;

/// <summary>The projects under <c>src/</c> from the bottom up, and what each may refer to: docs/architecture.md as data.</summary>
internal static class Layers
{
    /// <summary>A project may refer to those in its line and to whatever these refer to; a line names projects above it only.</summary>
    internal static readonly IReadOnlyList<(string Project, string[] MayUse)> Declared =
    [
        ("Relevance", []),
        ("Relevance.Formats", []),
        ("Relevance.Imaging", ["Relevance", "Relevance.Formats"]),
        ("Relevance.TorchSharp", ["Relevance"]),
        ("Relevance.Onnx", ["Relevance"]),
        ("Relevance.Studio", ["Relevance.Imaging"]),
        ("Mnist", ["Relevance", "Relevance.Formats"]),
        ("Mnist.Training", ["Mnist", "Relevance.TorchSharp"]),
        ("Relevance.Tool", ["Mnist", "Relevance.Studio"]),
        ("MnistExplanation", ["Mnist.Training", "Relevance.Tool"]),
    ];

    /// <summary>What is wrong with a project's references, a line for each fault; none where all is well.</summary>
    internal static IEnumerable<string> Faults(string project, IEnumerable<string> references, IReadOnlyList<(string Project, string[] MayUse)> declared)
    {
        if (declared.All(line => line.Project != project))
            return [$"{project} stands in no layer: add a line to Layers.Declared, and the project to docs/architecture.md."];
        var allowed = Below(project, declared);
        return references.Where(reference => !allowed.Contains(reference)).Select(reference =>
            $"{project} → {reference} points up: move what {project} needs of it into {Names(allowed)} or {project} itself, or, if the layers have changed, the line of {project} in Layers.Declared and docs/architecture.md.");
    }

    private static SortedSet<string> Below(string project, IReadOnlyList<(string Project, string[] MayUse)> declared)
    {
        var uses = declared.Single(line => line.Project == project).MayUse;
        return [.. uses, .. uses.SelectMany(used => Below(used, declared))];
    }

    private static string Names(IReadOnlyCollection<string> projects) => projects.Count == 0 ? "nothing below" : string.Join(", ", projects);
}
