using static TorchSharp.torch;

namespace Relevance.Torch.Runtime;

/// <summary>Finds out whether oneDNN computes convolutions in float32, and their gradients, correctly on this processor.</summary>
/// <remarks>
/// With libtorch 2.10 on some processors (seen on AMD Zen 5) both are silently wrong by 10 to 100 % of their peak, or NaN: the gradient with respect to the
/// input, and <c>conv_transpose2d</c>, for batches of two or more when the number of output channels is not a multiple of the vector width; the convolution
/// itself when the number of input channels is larger than the vector width and not a multiple of it (<c>findings/onednn-float32-convolutions.sh</c>). With
/// several threads the error in gradients is intermittent, on a single thread it always occurs; so the check runs on one. The reference is float64, in which
/// oneDNN has no part.
/// </remarks>
internal static class OneDnnCheck
{
    /// <summary>float32 has 24 bits and each result sums at most a thousand products; a wrong kernel is off by a tenth of the peak or more.</summary>
    internal const double Tolerance = 1e-4;

    private static readonly Lazy<bool> Convolutions = new(() => OnOneThread(ErrorOfConvolutions) < Tolerance);
    private static readonly Lazy<bool> Gradients = new(() => OnOneThread(ErrorOfGradients) < Tolerance);

    /// <summary>Whether convolutions can be trusted with oneDNN on.</summary>
    internal static bool ConvolutionsAreRight => Convolutions.Value;

    /// <summary>Whether input gradients by autograd can be trusted with oneDNN on.</summary>
    internal static bool GradientsAreRight => Gradients.Value;

    /// <summary>A scope in which what a module computes is right: with oneDNN off where a check failed, unchanged elsewhere.</summary>
    /// <param name="gradients">Whether gradients are computed, too.</param>
    /// <exception cref="PlatformNotSupportedException">A check failed and oneDNN cannot be switched off here.</exception>
    internal static IDisposable? Trusted(bool gradients) => ConvolutionsAreRight && (!gradients || GradientsAreRight) ? null : OneDnn.Suspend();

    /// <summary>The largest error of a few convolutions whose input channels fill no whole vectors of 8, or of 16 numbers, relative to its peak; NaN counts as infinite.</summary>
    internal static double ErrorOfConvolutions() =>
        (from inputs in new[] { 20, 24, 40 } from kernel in new[] { 3, 5 } select ErrorOfConvolution(inputs, kernel)).Max();

    private static double ErrorOfConvolution(int inputs, int kernel)
    {
        using var scope = NewDisposeScope();
        using var nothing = no_grad();
        // What a wrong kernel reads may lie beyond the input: not in memory that has never been written to, and is 0.
        ones(1 << 16).Dispose();
        return Error(type => nn.functional.conv2d(Wave(type, 9, 2, inputs, 8, 8), Wave(type, 5, 8, inputs, kernel, kernel)));
    }

    /// <summary>The largest error of one small input gradient, relative to its peak; NaN counts as infinite.</summary>
    internal static double ErrorOfGradients()
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        return Error(type =>
        {
            var input = Wave(type, 9, 4, 1, 28, 28).requires_grad_();
            var output = nn.functional.conv2d(input, Wave(type, 1, 6, 1, 3, 3));
            autograd.backward([output], [Wave(type, 40, output.shape)], inputs: [input]);
            return input.grad!;
        });
    }

    private static double Error(Func<ScalarType, Tensor> compute)
    {
        var (actual, expected) = (compute(ScalarType.Float32).to(ScalarType.Float64), compute(ScalarType.Float64));
        var error = ((actual - expected).abs().max() / expected.abs().max()).data<double>()[0];
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    /// <summary>Numbers between −1 and 1, the same in both types but for rounding.</summary>
    private static Tensor Wave(ScalarType type, double end, params long[] shape) =>
        linspace(-1, end, shape.Aggregate(1L, (product, length) => product * length), ScalarType.Float64).sin().reshape(shape).to(ScalarType.Float32).to(type);

    private static double OnOneThread(Func<double> check)
    {
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            return check();
        }
        finally
        {
            set_num_threads(threads);
        }
    }
}
