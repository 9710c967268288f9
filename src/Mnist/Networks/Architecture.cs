using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Relevance.Maps;
using Relevance.Networks;

namespace Mnist.Networks;

/// <summary>
/// A feed-forward network for images of 28×28 grey pixels, as data: its layers in order. The layers of the network
/// made of it are named "0", "1", …, so that the names and shapes of its weights are those of the same network in PyTorch.
/// </summary>
public sealed class Architecture : IEquatable<Architecture>
{
    private const int LargestLayerCount = 1000;

    /// <summary>Checks that the layers fit each other.</summary>
    /// <param name="layers">The layers from the image [1,28,28] to the class scores [K].</param>
    /// <exception cref="ArgumentException">There are no layers, or one does not fit the one before it; the message names it.</exception>
    [JsonConstructor]
    public Architecture(ImmutableArray<LayerSpecification> layers)
    {
        if (layers.IsDefaultOrEmpty || layers.Length > LargestLayerCount)
            throw new ArgumentException($"A network has 1 to {LargestLayerCount} layers.", nameof(layers));
        Layers = layers;
        long[] shape = [.. InputShape.Select(length => (long)length)];
        for (var i = 0; i < layers.Length; i++)
        {
            try
            {
                shape = (layers[i] ?? throw new ArgumentException("The layer is missing.")).OutputShape(shape);
            }
            catch (Exception e) when (e is ArgumentException or OverflowException)
            {
                throw new ArgumentException($"Layer {i}: {e.Message}", nameof(layers), e);
            }
        }
        if (shape.Length != 1)
            throw new ArgumentException($"The network ends with the shape [{string.Join(", ", shape)}] in place of one score per class.", nameof(layers));
        Classes = (int)shape[0];
    }

    /// <summary>The shape of one image: one channel, 28 rows, 28 columns.</summary>
    [JsonIgnore]
    public static Shape InputShape { get; } = [1, 28, 28];

    /// <summary>The layers in order; a layer's index is the name of its module.</summary>
    public ImmutableArray<LayerSpecification> Layers { get; }

    /// <summary>The number of class scores that the network puts out.</summary>
    [JsonIgnore]
    public int Classes { get; }

    /// <summary>Names and shapes of all weights and biases, in the order of PyTorch's state dict: "0.weight", "0.bias", "3.weight", …</summary>
    [JsonIgnore]
    public IEnumerable<(string Name, ImmutableArray<long> Shape)> Parameters =>
        from entry in Layers.Select((layer, index) => (layer.WeightShape, index))
        where entry.WeightShape is not null
        from parameter in new (string, ImmutableArray<long>)[]
        {
            ($"{entry.index}.weight", [.. entry.WeightShape]),
            ($"{entry.index}.bias", [entry.WeightShape[0]]),
        }
        select parameter;

    /// <summary>The network with given weights.</summary>
    /// <param name="parameter">Finds a weight or bias by its name, such as "0.weight".</param>
    public Network ToNetwork(Func<string, Weights> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var builder = new NetworkBuilder();
        var output = builder.Input;
        foreach (var (index, layer) in Layers.Index())
        {
            var (weight, bias) = layer.WeightShape is null ? (null, null) : (parameter($"{index}.weight"), parameter($"{index}.bias"));
            output = builder.Add($"{index}", layer.ToLayer(weight, bias), output);
        }
        return builder.Build(output);
    }

    /// <inheritdoc/>
    public bool Equals(Architecture? other) => other is not null && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Architecture);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(0, HashCode.Combine);
}
