using static TorchSharp.torch;

namespace Relevance.Runtime;

/// <summary>
/// Finds out whether libtorch computes the gradient of a convolution with respect to its input correctly on this processor.
/// </summary>
/// <remarks>
/// With oneDNN on some processors (seen on AMD Zen 5, libtorch 2.10) that gradient, and <c>conv_transpose2d</c>, are silently wrong by 50 to
/// 100 % of their peak for batches of two or more when the number of output channels is not a multiple of the vector width.
/// With several threads the fault comes and goes, on one it is certain: the check runs on one. The reference is the same map
/// written as a forward convolution with flipped kernels, which is right everywhere.
/// </remarks>
internal static class GradientCheck
{
    /// <summary>float32 has 24 bits and each result sums 54 products; a wrong kernel is off by half the peak.</summary>
    private const double Tolerance = 1e-4;

    private static readonly Lazy<bool> Passed = new(() => ErrorOnOneThread() < Tolerance);

    /// <summary>Whether input gradients by autograd can be trusted with oneDNN on.</summary>
    internal static bool OneDnnIsRight => Passed.Value;

    /// <summary>A scope in which autograd is right: with oneDNN off where the check failed, unchanged elsewhere.</summary>
    /// <exception cref="PlatformNotSupportedException">The check failed and oneDNN cannot be switched off here.</exception>
    internal static IDisposable? TrustedAutograd() => OneDnnIsRight ? null : OneDnn.Suspend();

    private static double ErrorOnOneThread()
    {
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            return Error();
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>The largest error of one small input gradient, relative to its peak; NaN counts as infinite.</summary>
    internal static double Error()
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var weight = linspace(-1, 1, 54, ScalarType.Float32).sin().reshape(6, 1, 3, 3);
        var input = linspace(0, 9, 4 * 28 * 28, ScalarType.Float32).cos().reshape(4, 1, 28, 28).requires_grad_();
        var output = nn.functional.conv2d(input, weight);
        var upstream = linspace(0, 40, output.numel(), ScalarType.Float32).sin().reshape(output.shape);
        autograd.backward([output], [upstream], inputs: [input]);
        var expected = nn.functional.conv2d(upstream, weight.flip(2, 3).transpose(0, 1), padding: [2, 2]);
        var error = ((input.grad! - expected).abs().max() / expected.abs().max()).data<float>()[0];
        return float.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
