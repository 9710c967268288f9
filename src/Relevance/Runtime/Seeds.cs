namespace Relevance.Runtime;

/// <summary>Seeds of several streams of random numbers from one: those of neighbours have nothing to do with each other.</summary>
/// <remarks>
/// The mixing function is that of Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014. Thirty-one bits, for libtorch's generator
/// ignores all above thirty-two.
/// </remarks>
internal static class Seeds
{
    /// <summary>The seed of a stream, from 0 to 2³¹ − 1.</summary>
    /// <param name="seed">Of all streams.</param>
    /// <param name="stream">Which one, such as the place of an image.</param>
    internal static int Of(int seed, long stream)
    {
        var mixed = unchecked(((ulong)(uint)seed << 32) + (ulong)stream + 0x9e3779b97f4a7c15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94d049bb133111eb);
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
