using System.Runtime.InteropServices;
using Relevance.Runtime;
using TorchSharp;

namespace MnistExplanation.Console;

/// <summary>What <c>--verbose</c> tells about the machine.</summary>
internal static class Verbose
{
    /// <summary>Prints the facts on which results can depend.</summary>
    internal static void WriteRuntime(Terminal terminal)
    {
        terminal.Error.WriteLine($"system: {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}");
        terminal.Error.WriteLine($"libtorch {torch.__version__} through TorchSharp {TorchRuntime.TorchSharpVersion}, {TorchRuntime.Threads} threads");
        terminal.Error.WriteLine(TorchRuntime.OneDnnGradientsAreRight
            ? "oneDNN computes input gradients correctly on this processor"
            : "oneDNN computes wrong input gradients on this processor; gradients are computed without it");
    }
}
