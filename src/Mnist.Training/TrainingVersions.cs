using System.Collections.Immutable;
using Relevance.Formats;
using Relevance.Torch.Runtime;

namespace Mnist.Training;

/// <summary>The versions on which a training depends, for its records.</summary>
public static class TrainingVersions
{
    /// <summary>By name: this library and what computes for it. Loads libtorch.</summary>
    public static ImmutableSortedDictionary<string, string> All { get; } = Safetensors.NoMetadata
        .Add("mnist-explanation", typeof(TrainingVersions).Assembly.GetName().Version!.ToString(3))
        .Add("torchsharp", TorchRuntime.TorchSharpVersion)
        .Add("libtorch", TorchRuntime.LibtorchVersion);
}
