using System.Globalization;
using MnistExplanation.Console;
using Relevance;
using Relevance.Maps;
using Relevance.Networks;

namespace MnistExplanation.Explaining;

/// <summary>A hidden feature map or unit whose value is explained instead of a class score.</summary>
/// <param name="Layer">The name of its layer.</param>
/// <param name="Index">The feature map, or the unit of a layer without feature maps; null for the whole layer.</param>
internal sealed record UnitChoice(string Layer, int? Index)
{
    /// <summary>Reads <c>NAME</c> or <c>NAME:INDEX</c>; null if it is neither.</summary>
    internal static UnitChoice? Parse(string text) => text.Split(':') switch
    {
        [{ Length: > 0 } name] => new(name, null),
        [{ Length: > 0 } name, var index] when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new(name, number),
        _ => null,
    };

    /// <summary>The part of the network that computes it; its scores are the units of the layer.</summary>
    /// <exception cref="UsageException">There is no such layer.</exception>
    internal Network Within(Network network)
    {
        LayerNames.Require("--unit", Layer, network);
        return network.UpTo(Layer);
    }

    /// <summary>The sum of its units, as a target of <see cref="Within"/>.</summary>
    /// <param name="network">The whole network.</param>
    /// <param name="imageShape">The shape of an image.</param>
    /// <exception cref="UsageException">The layer has no such feature map or unit.</exception>
    internal Target For(Network network, Shape imageShape)
    {
        var shape = network.OutputShapes(imageShape)[network.Find(Layer).Index];
        var units = shape.From(1).Size;
        if (Index is not { } index)
            return Target.Range(0, shape[0] * units);
        return index < shape[0]
            ? Target.Range(index * units, units)
            : throw new UsageException($"--unit {this}: layer '{Layer}' has the {(shape.Rank > 1 ? "feature maps" : "units")} 0 to {shape[0] - 1}.");
    }

    public override string ToString() => Index is { } index ? $"{Layer}:{index}" : Layer;
}
