using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Relevance;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Console;

/// <summary>What <c>--verbose</c> tells about the machine.</summary>
internal static class Verbose
{
    /// <summary>Prints the facts on which speed can depend; results do not.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="threads">How many threads compute; null for one per core.</param>
    internal static void WriteRuntime(Terminal terminal, int? threads)
    {
        terminal.Error.WriteLine($"system: {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}");
        terminal.Error.WriteLine($"vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits, {threads ?? ExplainOptions.Default.Threads} threads");
    }

    /// <summary>Prints the same, and what a training depends on besides.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="threads">How many threads compute.</param>
    internal static void WriteTraining(Terminal terminal, int threads)
    {
        WriteRuntime(terminal, threads);
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
