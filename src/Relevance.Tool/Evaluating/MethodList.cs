using Relevance.Catalogue;

namespace Relevance.Tool.Evaluating;

/// <summary>Several methods in writing, with commas between them.</summary>
internal static class MethodList
{
    /// <summary>
    /// The default methods to judge: those of the papers and the best known others, with numbers of steps and samples that take similar time.
    /// </summary>
    internal const string Usual =
        "sensitivity-analysis, gradient, simple-taylor, integrated-gradients(steps=20), smoothgrad(gradient, samples=20), guided-backpropagation, deeplift, " +
        "occlusion(window=4, stride=4), lrp, lrp(composite=deep-taylor)";

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">One of them is no method, is there twice, or explains something else than classes by pixels.</exception>
    internal static IReadOnlyList<MethodCall> Parse(string text)
    {
        MethodCall[] methods = [.. Split(text).Select(MethodNotation.Parse)];
        foreach (var method in methods)
        {
            var parameter = PropagationNotation.LayerOf(method) is not null ? "layer" : PropagationNotation.UnitOf(method) is not null ? "unit" : null;
            if (parameter is not null)
                throw new FormatException($"Method '{method}' cannot be judged: measures ask how pixels speak for a class; leave out '{parameter}'.");
        }
        return methods.GroupBy(method => $"{method}").FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FormatException($"Method '{twice.Key}' is given twice.")
            : methods;
    }

    /// <summary>The parts between the commas that are in no brackets.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ',' || depth != 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }
        yield return text[start..];
    }
}
