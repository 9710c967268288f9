namespace Relevance.Torch.Reading;

/// <summary>A module holds a layer whose explanation is not defined here. Explaining it as something else would be silently wrong.</summary>
/// <param name="name">The layer's path in the module.</param>
/// <param name="type">The layer's type.</param>
/// <param name="reason">What is not supported, and what to do.</param>
public sealed class UnsupportedLayerException(string name, Type type, string reason)
    : NotSupportedException($"Layer '{name}' ({type.Name}) cannot be explained: {reason}")
{
    /// <summary>The layer's path in the module.</summary>
    public string LayerName { get; } = name;

    /// <summary>The layer's type.</summary>
    public Type LayerType { get; } = type;
}
