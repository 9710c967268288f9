using Relevance.Tool.Console;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Learning;

/// <summary>What <c>--verbose</c> tells where a network is trained.</summary>
internal static class TrainingVerbose
{
    /// <summary>Prints the facts on which speed can depend, and what a training depends on besides.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="threads">How many threads compute.</param>
    internal static void Write(Terminal terminal, int threads)
    {
        Verbose.WriteRuntime(terminal, threads);
        WriteLibtorch(terminal);
    }

    /// <summary>Prints what a training depends on besides, where training turns out to be needed.</summary>
    internal static void WriteLibtorch(Terminal terminal)
    {
        terminal.Error.WriteLine($"libtorch {TorchRuntime.LibtorchVersion} through TorchSharp {TorchRuntime.TorchSharpVersion}");
        terminal.Error.WriteLine(TorchRuntime.OneDnnGradientsAreRight
            ? "oneDNN computes input gradients correctly on this processor"
            : "oneDNN computes wrong input gradients on this processor; gradients are computed without it");
    }
}
