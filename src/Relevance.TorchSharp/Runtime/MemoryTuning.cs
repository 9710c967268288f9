using System.Runtime.InteropServices;

namespace Relevance.Torch.Runtime;

/// <summary>
/// Keeps freed tensor memory in the process. With glibc's defaults each large tensor is mapped and unmapped anew, and its page
/// faults make a batch of 1,000 images 8 to 20 times slower per image than one of 100.
/// </summary>
internal static class MemoryTuning
{
    private const int TrimThreshold = -1, MmapThreshold = -3;
    private const int LargestMmapThreshold = 1 << 30;

    /// <summary>Applies the settings; must run before the first tensor is made. Does nothing but on Linux with glibc.</summary>
    internal static void Apply()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            mallopt(MmapThreshold, LargestMmapThreshold);
            mallopt(TrimThreshold, int.MaxValue);
            // Through libc, not Environment: libtorch reads the native environment, which .NET does not write.
            setenv("THP_MEM_ALLOC_ENABLE", "1", 1);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library (musl) has no mallopt; it works, only slower.
        }
    }

    [DllImport("libc")]
    private static extern int mallopt(int parameter, int value);

    [DllImport("libc")]
    private static extern int setenv(string name, string value, int overwrite);
}
