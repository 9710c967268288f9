using System.Globalization;
using Relevance.Maps;
using Relevance.Networks;

namespace Relevance.Propagation;

/// <summary>A hidden feature map, unit or layer whose value is explained instead of the score of a class.</summary>
/// <param name="Layer">The name of its layer.</param>
/// <param name="Index">The feature map, or the unit of a layer without feature maps, from 0; null for the whole layer.</param>
public sealed record HiddenUnit(string Layer, int? Index = null)
{
    /// <summary>Reads <c>LAYER</c> or <c>LAYER:INDEX</c>, such as <c>features.3:17</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
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

    /// <summary>The part of a network that computes it; its scores are the units of the layer.</summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public Network Within(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.UpTo(Layer);
    }

    /// <summary>The sum of its units, as a target of <see cref="Within"/>.</summary>
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

    /// <summary>The unit in writing, such as <c>features.3:17</c>.</summary>
    public override string ToString() => Index is { } index ? $"{Layer}:{index}" : Layer;
}
