using Mono.Cecil;

namespace Architecture.Tests;

/// <summary>Namespaces that use each other, in order and joined by commas, and the references that make it so, by namespaces and types.</summary>
internal sealed record Circle(string Namespaces, string Text);

/// <summary>
/// The circles among namespaces: those from which references lead out and back again. A namespace is a folder of its own, also where another one's name begins
/// with its name.
/// </summary>
internal static class NamespaceCircles
{
    internal static IReadOnlyList<Circle> Among(IReadOnlyCollection<(TypeDefinition From, TypeDefinition To)> uses)
    {
        var outward = uses.Where(use => use.From.Namespace != use.To.Namespace).ToLookup(use => use.From.Namespace);
        var reached = outward.ToDictionary(group => group.Key, group => Reach(group.Key, outward));
        var circles = reached.Keys.Where(start => reached[start].Contains(start))
            .GroupBy(start => reached[start].Where(other => reached.TryGetValue(other, out var back) && back.Contains(start)).Min()!);
        return [.. circles.Select(circle => new Circle(Names(circle), Text([.. circle], outward)))];
    }

    private static HashSet<string> Reach(string start, ILookup<string, (TypeDefinition From, TypeDefinition To)> outward)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var next))
        {
            foreach (var (_, to) in outward[next])
            {
                if (found.Add(to.Namespace))
                    open.Push(to.Namespace);
            }
        }
        return found;
    }

    private static string Names(IEnumerable<string> circle) => string.Join(", ", circle.Order(StringComparer.Ordinal));

    private static string Text(HashSet<string> circle, ILookup<string, (TypeDefinition From, TypeDefinition To)> outward) =>
        string.Join('\n',
        [
            $"The namespaces {Names(circle)} use each other in a circle. Decide which is below, and move types, or "
                + "turn a dependency round, until no reference leads back up:",
            .. from use in circle.SelectMany(name => outward[name])
               where circle.Contains(use.To.Namespace)
               group use by (From: use.From.Namespace, To: use.To.Namespace) into arrow
               orderby arrow.Key
               select $"  {arrow.Key.From} → {arrow.Key.To}: {string.Join("; ", Sentences(arrow))}",
        ]);

    private static IEnumerable<string> Sentences(IEnumerable<(TypeDefinition From, TypeDefinition To)> arrow) =>
        arrow.GroupBy(use => use.From, use => use.To.Name).OrderBy(uses => uses.Key.Name, StringComparer.Ordinal)
            .Select(uses => $"{uses.Key.Name} uses {string.Join(", ", uses.Order(StringComparer.Ordinal))}");
}
