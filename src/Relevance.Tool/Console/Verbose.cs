using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relevance.Tool.Console;

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
}
