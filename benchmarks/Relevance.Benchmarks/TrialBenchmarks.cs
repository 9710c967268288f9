using BenchmarkDotNet.Attributes;
using Relevance.Networks.Maps;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Relevance.Benchmarks;

/// <summary>
/// Ways to compute the same, for 64 images on one thread: what was tried before the library became what it is. Shapes are those of the target's
/// network: 6 × 26 × 26 behind its first convolution, 16 × 11 × 11 behind its second.
/// </summary>
public class TrialBenchmarks
{
    private const int Images = 64;

    private Scalar half = null!, quarter = null!;
    private Tensor first = null!, second = null!, pooled = null!, toGrey = null!, toTwo = null!, toSix = null!, toTwelve = null!, grouped = null!, both = null!;
    private Tensor small = null!, flippedToTwo = null!, secondChannelsLast = null!, toSixChannelsLast = null!, target = null!, ones = null!;
    private ConvolutionMap grey = null!, two = null!;
    private AveragePoolingMap pool = null!;

    /// <summary>Makes the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Runtime.TorchRuntime.Threads = 1;
        (half, quarter) = (0.5, 0.25);
        (first, second, pooled) = (randn(Images, 6, 26, 26), randn(Images, 16, 11, 11), randn(Images, 6, 13, 13));
        (toGrey, toTwo) = (randn(6, 1, 3, 3), randn(6, 2, 3, 3));
        (toSix, toTwelve, grouped) = (randn(6, 16, 3, 3), randn(12, 16, 3, 3), randn(12, 16, 3, 3));
        both = cat([second, second], 1);
        small = tensor(1e-6f);
        var geometry = new ConvolutionGeometry([1, 1], [0, 0], [1, 1], 1);
        flippedToTwo = toTwo.flip(2, 3).transpose(0, 1).contiguous();
        (grey, two) = (new ConvolutionMap(toGrey, null, geometry), new ConvolutionMap(toTwo, null, geometry));
        pool = new AveragePoolingMap(2, 2);
        // TorchSharp has no memory formats; strides say the same.
        (secondChannelsLast, toSixChannelsLast) = (ChannelsLast(second), ChannelsLast(toSix));
        (target, ones) = (first.clone(), torch.ones_like(first));
    }

    private static Tensor ChannelsLast(Tensor values) => values.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <summary>6 channels back to a grey image, in blocks.</summary>
    [Benchmark]
    public void BackToGrey_InBlocks() => grey.Transpose(first, [Images, 1, 28, 28]).Dispose();

    /// <summary>The same by libtorch's own transposed convolution, whose result is wrong with oneDNN on some processors.</summary>
    [Benchmark]
    public void BackToGrey_ConvTranspose() => functional.conv_transpose2d(first, toGrey).Dispose();

    /// <summary>6 channels back to two, as zB needs, in blocks.</summary>
    [Benchmark]
    public void BackToTwo_InBlocks() => two.Transpose(first, [Images, 2, 28, 28]).Dispose();

    /// <summary>The same as a forward convolution with flipped kernels.</summary>
    [Benchmark]
    public void BackToTwo_Flipped() => functional.conv2d(first, flippedToTwo, null, padding: [2, 2]).Dispose();

    /// <summary>16 channels back to 6.</summary>
    [Benchmark]
    public void BackToSix() => functional.conv2d(second, toSix, null, padding: [2, 2]).Dispose();

    /// <summary>The same with the channels as the last axis in memory, for input and kernels.</summary>
    [Benchmark]
    public void BackToSix_ChannelsLast() => functional.conv2d(secondChannelsLast, toSixChannelsLast, null, padding: [2, 2]).Dispose();

    /// <summary>16 channels back to 12: two maps side by side.</summary>
    [Benchmark]
    public void BackToTwelve() => functional.conv2d(second, toTwelve, null, padding: [2, 2]).Dispose();

    /// <summary>Two maps of different inputs as one grouped convolution.</summary>
    [Benchmark]
    public void BackToTwelve_Grouped() => functional.conv2d(both, grouped, null, padding: [2, 2], groups: 2).Dispose();

    /// <summary>Average pooling as sums of slices.</summary>
    [Benchmark]
    public void Pool_Slices() => pool.Apply(first).Dispose();

    /// <summary>libtorch's average pooling.</summary>
    [Benchmark]
    public void Pool_Libtorch() => functional.avg_pool2d(first, [2, 2]).Dispose();

    /// <summary>Average pooling back, as a product with a matrix that repeats values.</summary>
    [Benchmark]
    public void PoolBack_Product() => pool.Transpose(pooled, [Images, 6, 26, 26]).Dispose();

    /// <summary>Average pooling back by libtorch's upsampling.</summary>
    [Benchmark]
    public void PoolBack_Upsampling() => functional.interpolate(pooled, scale_factor: [2, 2]).Dispose();

    /// <summary>Leaky ReLU, then average pooling.</summary>
    [Benchmark]
    public void ActivateAndPool()
    {
        using var active = functional.leaky_relu(first, 0.01);
        pool.Apply(active).Dispose();
    }

    /// <summary>The same fused: the activation of a quarter of the values at a time, added up at once.</summary>
    [Benchmark]
    public void ActivateAndPool_Fused()
    {
        using var scope = NewDisposeScope();
        var (even, odd) = (TensorIndex.Slice(0, 26, 2), TensorIndex.Slice(1, 26, 2));
        var sum = functional.leaky_relu(first[.., .., even, even], 0.01);
        foreach (var (row, column) in new[] { (even, odd), (odd, even), (odd, odd) })
            sum.add_(functional.leaky_relu(first[.., .., row, column], 0.01));
        sum.mul_(quarter);
    }

    /// <summary>One product into a tensor that is there already.</summary>
    [Benchmark]
    public void Multiply_InPlace() => target.mul_(ones);

    /// <summary>The sign of each value.</summary>
    [Benchmark]
    public void Sign() => first.sign().Dispose();

    /// <summary>A number with the sign of each value.</summary>
    [Benchmark]
    public void CopySign() => copysign(small, first).Dispose();

    /// <summary>A comparison.</summary>
    [Benchmark]
    public void Compare() => first.gt(half).Dispose();

    /// <summary>A choice by a comparison.</summary>
    [Benchmark]
    public void Where()
    {
        using var chosen = first.gt(half);
        where(chosen, first, first).Dispose();
    }

    /// <summary>One product of two tensors.</summary>
    [Benchmark]
    public void Multiply() => (first * first).Dispose();
}
