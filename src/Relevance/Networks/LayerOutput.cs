namespace Relevance.Networks;

/// <summary>The output of a layer while a network is built, to be fed to further layers.</summary>
public sealed class LayerOutput
{
    internal LayerOutput(NetworkBuilder builder, int step) => (Builder, Step) = (builder, step);

    internal NetworkBuilder Builder { get; }

    internal int Step { get; }
}
