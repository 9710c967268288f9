using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Relevance;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Programs;
using Relevance.Randomness;

namespace MnistExplanation.Benchmarks;

/// <summary>
/// What the machine can do at best, fused multiply-adds between registers and nothing else, and what the engine makes of it in the layers of the target's
/// network.
/// </summary>
/// <param name="Threads">On how many threads.</param>
/// <param name="VectorBits">How wide the processor's vectors are.</param>
/// <param name="MultiplyAddsPerSecond">At best, in float32.</param>
/// <param name="Layers">The engine's, for each layer and its transpose in turn.</param>
internal sealed record MachineLimits(int Threads, int VectorBits, double MultiplyAddsPerSecond, IReadOnlyList<(string Layer, double MultiplyAddsPerSecond)> Layers)
{
    private const int Images = 256, Loops = 1 << 20, Accumulators = 12;

    /// <summary>A program goes there and back so often that what goes into it and what comes out hardly matter.</summary>
    private const int Turns = 8;

    internal static MachineLimits Measure(int threads, int rounds, CancellationToken cancellation)
    {
        (string Name, Func<LinearMap> Draw, Shape Input, Shape Weights)[] maps =
        [
            Convolution("convolution 1 → 6, 28×28", 6, 1, 28), Convolution("convolution 2 → 6, 28×28", 6, 2, 28),
            Convolution("convolution 6 → 16, 13×13", 16, 6, 13), ("dense 400 → 120", () => new DenseMap(Drawn([120, 400])), [400], [120, 400]),
        ];
        List<(string Name, double Products, Action Run)> work = [];
        foreach (var (name, draw, input, weights) in maps)
        {
            // Each place of the input has a whole kernel on the way back, those at the border read zeros.
            var kernel = weights.From(2).Size;
            var products = (double)draw().OutputOf(input).Size * weights[1] * kernel + (double)input.Size * weights[0] * kernel;
            work.Add((name, Turns * products, ThereAndBack(draw, input, threads, cancellation)));
        }
        var seconds = Rounds.Measure(rounds, [() => SideBySide.For(threads, threads, cancellation, _ => Peak()), .. work.Select(item => item.Run)], cancellation);
        var lanes = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
        return new(threads, lanes * 32, (double)threads * Loops * Accumulators * lanes / seconds[0].Min(),
            [.. work.Select((item, i) => (item.Name, item.Products * Images / seconds[i + 1].Min()))]);
    }

    private static Action ThereAndBack(Func<LinearMap> draw, Shape input, int threads, CancellationToken cancellation)
    {
        var builder = new ProgramBuilder();
        var value = builder.Input("input", input);
        for (var turn = 0; turn < Turns; turn++)
        {
            value = builder.Add(new ApplyOperation(draw()), value);
            value = builder.Add(new TransposeOperation(draw(), input), value);
        }
        var program = new CompiledProgram(builder.Build(("sum", builder.Reduce(Reduction.LargestMagnitude, value))));
        var part = Images / threads;
        var images = Tensors.Of([.. Drawn([part, input.Size]).ToArray<float>()], part, input);
        return () => SideBySide.For(threads, threads, cancellation, _ => program.Run([images], null, cancellation));
    }

    private static (string, Func<LinearMap>, Shape, Shape) Convolution(string name, int outputs, int inputs, int side) =>
        (name, () => new ConvolutionMap(Drawn([outputs, inputs, 3, 3]), ConvolutionGeometry.Plain(2)), [inputs, side, side], [outputs, inputs, 3, 3]);

    private static Weights Drawn(Shape shape)
    {
        var random = new RandomNumbers(0, shape.Size);
        return Weights.Of([.. Enumerable.Range(0, shape.Size).Select(place => 0.1f * (float)random.Normal(place))], shape);
    }

    /// <summary>Chains of multiply-adds that have nothing to do with each other, as many as the processor can begin before the first is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Peak()
    {
        if (!Vector512.IsHardwareAccelerated)
            return PeakOf256();
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var loop = 0; loop < Loops; loop++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y); b = Vector512.FusedMultiplyAdd(b, x, y); c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y); e = Vector512.FusedMultiplyAdd(e, x, y); f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y); h = Vector512.FusedMultiplyAdd(h, x, y); i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y); k = Vector512.FusedMultiplyAdd(k, x, y); l = Vector512.FusedMultiplyAdd(l, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float PeakOf256()
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var loop = 0; loop < Loops; loop++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y); b = Vector256.FusedMultiplyAdd(b, x, y); c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y); e = Vector256.FusedMultiplyAdd(e, x, y); f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y); h = Vector256.FusedMultiplyAdd(h, x, y); i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y); k = Vector256.FusedMultiplyAdd(k, x, y); l = Vector256.FusedMultiplyAdd(l, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
