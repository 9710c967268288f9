using System.Collections.Immutable;
using System.Text;
using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>
/// A list of operations in the order in which they are computed: the compiled form of a network, or of a method that explains it. It contains only operations
/// that its outputs need, each once.
/// </summary>
public sealed class Program
{
    internal Program(ImmutableArray<Value> values, ImmutableArray<(string Name, Value Value)> outputs) => (Values, Outputs) = (values, outputs);

    /// <summary>The values in the order in which they are computed, each after its inputs.</summary>
    public ImmutableArray<Value> Values { get; }

    /// <summary>The outputs of the program by name.</summary>
    public ImmutableArray<(string Name, Value Value)> Outputs { get; }

    /// <summary>The inputs of the program: their names, and their shapes for one image.</summary>
    public IEnumerable<(string Name, Shape Shape)> Inputs =>
        Values.Select(value => value.Operation).OfType<InputOperation>().Select(input => (input.Name, input.Shape));

    /// <summary>Gets an output by its name.</summary>
    /// <exception cref="ArgumentException">There is no such output.</exception>
    public Value this[string output] => Outputs.FirstOrDefault(pair => pair.Name == output).Value
        ?? throw new ArgumentException($"The program has no output '{output}'; it has {string.Join(", ", Outputs.Select(pair => pair.Name))}.");

    /// <summary>Writes the program as text, one line for each operation: name, shape, operation and inputs.</summary>
    public override string ToString() => ToText(int.MaxValue);

    /// <summary>Writes the program as text in lines of limited width; longer lines continue, indented, on the next.</summary>
    /// <param name="width">The maximum number of characters in a line; longer words are not broken.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is less than 1.</exception>
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
