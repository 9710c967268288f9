using Relevance.Engine;

namespace Relevance.Randomness;

/// <summary>
/// Random numbers that are computed from their position: number p of a stream does not depend on the numbers drawn before, the thread or the processor. Streams
/// with different seeds or different numbers are independent.
/// </summary>
/// <remarks>Source of the mixing function: Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014 (SplitMix64).</remarks>
/// <param name="seed">The seed.</param>
/// <param name="stream">The number of the stream, such as the index of an image or a sample.</param>
public readonly struct RandomNumbers(int seed, long stream)
{
    private const ulong Golden = 0x9e3779b97f4a7c15;
    private readonly ulong start = Mix(Mix(unchecked(((ulong)(uint)seed << 32) ^ Golden)) + unchecked((ulong)stream * Golden));

    /// <summary>Gets 64 random bits.</summary>
    /// <param name="place">The position in the stream.</param>
    public ulong Bits(long place) => Mix(unchecked(start + (ulong)(place + 1) * Golden));

    /// <summary>Gets a number uniformly distributed in [0, 1), in steps of 2⁻⁵³.</summary>
    /// <param name="place">The position in the stream.</param>
    public double Uniform(long place) => (Bits(place) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Gets an integer from 0 to <paramref name="count"/> − 1, uniformly distributed to within 2⁻³².</summary>
    /// <param name="place">The position in the stream.</param>
    /// <param name="count">The number of integers, at least 1.</param>
    public int Below(long place, int count) => (int)(((Bits(place) >> 32) * (ulong)count) >> 32);

    /// <summary>Gets a number with the standard normal distribution.</summary>
    /// <param name="place">The position in the stream.</param>
    public double Normal(long place) => Normals(place).First;

    /// <summary>Gets two independent numbers with the standard normal distribution, for little more than the cost of one.</summary>
    /// <remarks>Marsaglia and Bray's polar method: points of the unit disc, drawn again from places of their own until one lies inside.</remarks>
    /// <param name="place">The position in the stream.</param>
    public (double First, double Second) Normals(long place)
    {
        var bits = Bits(place);
        while (true)
        {
            var (first, second) = (Mix(bits), Mix(bits ^ Golden));
            double x = Signed(first), y = Signed(second);
            var square = x * x + y * y;
            if (square is > 0 and < 1)
            {
                var factor = Math.Sqrt(-2 * Elementary.Logarithm(square) / square);
                return (x * factor, y * factor);
            }
            bits = Mix(unchecked(bits + Golden));
        }

        static double Signed(ulong bits) => (bits >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    /// <summary>Gets the numbers from 0 to <paramref name="count"/> − 1 in random order (Fisher–Yates shuffle).</summary>
    /// <param name="place">The position in the stream of the first of <paramref name="count"/> draws.</param>
    /// <param name="count">The number of numbers.</param>
    public int[] Permutation(long place, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = Below(place + i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9);
        z = unchecked((z ^ (z >> 27)) * 0x94d049bb133111eb);
        return z ^ (z >> 31);
    }
}
