using static TorchSharp.torch;

namespace MnistExplanation.Benchmarks;

/// <summary>What the machine can do at best: how fast a large matrix product multiplies, and how fast memory is copied.</summary>
/// <param name="Threads">On how many threads.</param>
/// <param name="MultiplyAddsPerSecond">Of a product of two matrices of 1,024 × 1,024 numbers in float32.</param>
/// <param name="BytesPerSecond">Read and written while copying 64 MiB.</param>
internal sealed record MachineLimits(int Threads, double MultiplyAddsPerSecond, double BytesPerSecond)
{
    private const long Side = 1024, Copied = 1L << 24;

    internal static MachineLimits Measure(int threads, int rounds, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var matrix = rand(Side, Side);
        var (source, copy) = (rand(Copied), zeros(Copied));
        var seconds = Rounds.Measure(rounds, [() => matrix.mm(matrix).Dispose(), () => copy.copy_(source)], cancellation);
        return new(threads, Side * Side * Side / seconds[0].Min(), 2 * sizeof(float) * Copied / seconds[1].Min());
    }
}
