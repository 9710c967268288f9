using System.Globalization;
using Relevance.Maps;
using Relevance.Networks;

namespace Relevance.Propagation;

/// <summary>A hidden feature map, unit or whole layer whose value is explained instead of the score of a class.</summary>
/// <param name="Layer">The name of its layer.</param>
/// <param name="Index">The index of the feature map, or of the unit in a layer without feature maps, from 0; null for the whole layer.</param>
public sealed record HiddenUnit(string Layer, int? Index = null)
{
    /// <summary>Reads <c>LAYER</c> or <c>LAYER:INDEX</c>, such as <c>features.3:17</c>.</summary>
    /// <exception cref="FormatException">The text has neither form.</exception>
    public static HiddenUnit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') switch
        {
            [{ Length: > 0 } layer] => new(layer),
            [{ Length: > 0 } layer, var index] when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new(layer, number),
            _ => throw new FormatException($"'{text}' is not a unit; write the name of a layer, or LAYER:INDEX such as features.3:17."),
        };
    }

    /// <summary>Returns the part of a network up to the layer, with the units of the layer as scores.</summary>
    /// <exception cref="ArgumentException">The network has no layer of that name.</exception>
    public Network Within(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.UpTo(Layer);
    }

    /// <summary>Returns a target for the network of <see cref="Within"/>: the sum of the units of the feature map or layer, or the single unit.</summary>
    /// <param name="network">The whole network.</param>
    /// <param name="image">The shape of an image.</param>
    /// <exception cref="ArgumentException">The layer has no such feature map or unit.</exception>
    public Target TargetOf(Network network, Shape image)
    {
        ArgumentNullException.ThrowIfNull(network);
        var shape = network.OutputShapes(image)[network.Find(Layer).Index];
        var units = shape.Size / shape[0];
        if (Index is not { } index)
            return Target.Range(0, shape.Size);
        return index >= 0 && index < shape[0]
            ? Target.Range(index * units, units)
            : throw new ArgumentException($"Unit {this}: layer '{Layer}' has the {(shape.Rank > 1 ? "feature maps" : "units")} 0 to {shape[0] - 1}.");
    }

    /// <summary>Writes the unit, such as <c>features.3:17</c>.</summary>
    public override string ToString() => Index is { } index ? $"{Layer}:{index}" : Layer;
}
