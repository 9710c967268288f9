using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Relevance.Torch.Runtime;
using TorchSharp;

namespace MnistExplanation.Console;

/// <summary>What <c>--verbose</c> tells about the machine.</summary>
internal static class Verbose
{
    /// <summary>Prints the facts on which speed can depend; results do not.</summary>
    internal static void WriteRuntime(Terminal terminal)
    {
        terminal.Error.WriteLine($"system: {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}");
        terminal.Error.WriteLine($"vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits, {Environment.ProcessorCount} threads");
    }

    /// <summary>Prints the facts on which a training depends besides.</summary>
    internal static void WriteTraining(Terminal terminal)
    {
        WriteRuntime(terminal);
        terminal.Error.WriteLine($"libtorch {torch.__version__} through TorchSharp {TorchRuntime.TorchSharpVersion}, {TorchRuntime.Threads} threads");
        terminal.Error.WriteLine(TorchRuntime.OneDnnGradientsAreRight
            ? "oneDNN computes input gradients correctly on this processor"
            : "oneDNN computes wrong input gradients on this processor; gradients are computed without it");
    }
}
