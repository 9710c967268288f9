using System.Runtime.Intrinsics;

namespace Relevance.Engine;

/// <summary>How wide the vectors are that this processor computes with.</summary>
internal static class Widths
{
    /// <summary>Whether it has 512 bits; 256 are always used, and emulated where they are missing.</summary>
    internal static bool Has512 => Vector512.IsHardwareAccelerated;
}
