using System.Collections.Immutable;
using System.Text;
using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>
/// A list of operations in the order in which they can be computed: what a network, and a method that explains it, compile to. It holds nothing that is not
/// needed for its outputs, and nothing twice.
/// </summary>
public sealed class Program
{
    internal Program(ImmutableArray<Value> values, ImmutableArray<(string Name, Value Value)> outputs) => (Values, Outputs) = (values, outputs);

    /// <summary>All values, each after what it is computed from.</summary>
    public ImmutableArray<Value> Values { get; }

    /// <summary>What the program is for, by name.</summary>
    public ImmutableArray<(string Name, Value Value)> Outputs { get; }

    /// <summary>What is handed in with each image.</summary>
    public IEnumerable<(string Name, Shape Shape)> Inputs =>
        Values.Select(value => value.Operation).OfType<InputOperation>().Select(input => (input.Name, input.Shape));

    /// <summary>The output of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Value this[string output] => Outputs.FirstOrDefault(pair => pair.Name == output).Value
        ?? throw new ArgumentException($"The program has no output '{output}'; it has {string.Join(", ", Outputs.Select(pair => pair.Name))}.");

    /// <summary>The program in writing, a line for each operation: name, shape, what is computed, from what.</summary>
    public override string ToString() => ToText(int.MaxValue);

    /// <summary>The same in lines of limited width; what is longer goes on in the next line, below its beginning.</summary>
    /// <param name="width">The most characters of a line; a word that is longer is not broken.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for a character.</exception>
    public string ToText(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var text = new StringBuilder();
        var outputs = Outputs.ToLookup(pair => pair.Value, pair => pair.Name);
        var names = Values.Max(value => $"{value}".Length);
        var shapes = Values.Max(value => $"{value.Shape}".Length);
        foreach (var value in Values)
        {
            text.Append($"{value}".PadLeft(names)).Append("  ").Append($"{value.Shape}".PadRight(shapes)).Append(' ');
            var indent = names + shapes + 3;
            var column = indent;
            foreach (var word in Words(value, outputs[value]))
            {
                var isFirst = column == indent || column + 1 + word.Length > width;
                if (isFirst && column > indent)
                    text.Append('\n').Append(' ', column = indent);
                var written = isFirst ? word.TrimStart() : word;
                text.Append(' ').Append(written);
                column += 1 + written.Length;
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Between these a line may be broken. An arrow stays with its name, at a distance from what comes before.</summary>
    private static IEnumerable<string> Words(Value value, IEnumerable<string> outputs)
    {
        var inputs = value.Inputs.IsEmpty ? "" : $" ({string.Join(", ", value.Inputs)})";
        return [.. $"{value.Operation.Text}{inputs}".Split(' '), .. outputs.Select(name => $" → {name}")];
    }
}
