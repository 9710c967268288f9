namespace Relevance.Torch.Reading;

/// <summary>The exception that is thrown if a module contains a layer that the library cannot explain.</summary>
/// <param name="name">The layer's path in the module.</param>
/// <param name="type">The layer's type.</param>
/// <param name="reason">What is not supported, and what to do instead.</param>
public sealed class UnsupportedLayerException(string name, Type type, string reason)
    : NotSupportedException($"Layer '{name}' ({type.Name}) cannot be explained: {reason}")
{
    /// <summary>The layer's path in the module.</summary>
    public string LayerName { get; } = name;

    /// <summary>The layer's type.</summary>
    public Type LayerType { get; } = type;
}
