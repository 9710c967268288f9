using System.Collections.Immutable;
using Relevance.Definitions;
using Relevance.Maps;

namespace Relevance.Propagation.Composites;

/// <summary>A composite known by name, with its parameters.</summary>
/// <param name="Name">The name in kebab case.</param>
/// <param name="Meaning">The meaning in one line, with the source.</param>
/// <param name="Parameters">Its parameters: numbers of at least 0.</param>
/// <param name="Lines">Creates the lines from the values of the parameters.</param>
public sealed record NamedComposite(
    string Name, string Meaning, ImmutableArray<Parameter> Parameters, Func<CompositeSettings, IEnumerable<CompositeLine>> Lines) : Definition(Name, Meaning, Parameters)
{
    /// <inheritdoc/>
    public override string Noun => "composite";

    /// <summary>The default values of the parameters by name.</summary>
    public IReadOnlyDictionary<string, double> Defaults => Parameters.ToDictionary(parameter => parameter.Name, parameter => (double)parameter.Default!);

    /// <summary>Creates the composite.</summary>
    /// <param name="low">The smallest value a pixel can have, in normalised units: l of zB.</param>
    /// <param name="high">The largest value a pixel can have: h of zB.</param>
    /// <param name="settings">The values of parameters that differ from their defaults; null for none.</param>
    /// <exception cref="ArgumentException">There is no such parameter, or its value is out of range.</exception>
    public Composite Create(ChannelValues low, ChannelValues high, IReadOnlyDictionary<string, double>? settings = null) =>
        new(Name, [.. Lines(new CompositeSettings(Name, low, high, Defaults, settings))]);
}
