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
    public override string ToString()
    {
        var text = new StringBuilder();
        var names = Outputs.ToLookup(pair => pair.Value, pair => pair.Name);
        var width = Values.Max(value => $"{value}".Length);
        var shapes = Values.Max(value => $"{value.Shape}".Length);
        foreach (var value in Values)
        {
            text.Append($"{value}".PadLeft(width)).Append("  ").Append($"{value.Shape}".PadRight(shapes)).Append("  ").Append(value.Operation.Text);
            if (!value.Inputs.IsEmpty)
                text.Append(" (").AppendJoin(", ", value.Inputs).Append(')');
            foreach (var name in names[value])
                text.Append("  → ").Append(name);
            text.Append('\n');
        }
        return text.ToString();
    }
}
