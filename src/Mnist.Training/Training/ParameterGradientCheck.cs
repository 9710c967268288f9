using Relevance.Torch.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>
/// Finds out whether oneDNN computes the gradients of a network's parameters correctly on this processor. On some it computes
/// wrong gradients with respect to a convolution's input, which reach the parameters of all layers before it.
/// </summary>
internal static class ParameterGradientCheck
{
    /// <summary>Two orders of summation in float32 agree to 1e-5 here; a wrong kernel is off by half the peak.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Switches oneDNN off until the result is disposed if the gradients of a batch are wrong with it; otherwise null.</summary>
    /// <param name="network">The network, whose gradients are overwritten.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="images">A batch of normalised images.</param>
    /// <param name="labels">Their classes.</param>
    internal static IDisposable? SuspendOneDnnIfWrong(Sequential network, FlatParameters parameters, Tensor images, Tensor labels)
    {
        // The fault comes and goes on several threads and is certain on one.
        var threads = TorchRuntime.Threads;
        TorchRuntime.Threads = 1;
        network.eval();
        try
        {
            using var scope = NewDisposeScope();
            var before = Gradients(network, parameters, images, labels);
            if (TrySuspend() is not { } suspended)
                return null;
            var reference = Gradients(network, parameters, images, labels);
            var error = ((before - reference).abs().max() / reference.abs().max()).item<float>();
            // A NaN counts as wrong.
            if (!(error < Tolerance))
                return suspended;
            suspended.Dispose();
            return null;
        }
        finally
        {
            network.train();
            TorchRuntime.Threads = threads;
        }
    }

    private static Tensor Gradients(Sequential network, FlatParameters parameters, Tensor images, Tensor labels)
    {
        parameters.Gradients.zero_();
        nn.functional.cross_entropy(network.call(images), labels).backward();
        return parameters.Gradients.clone();
    }

    private static IDisposable? TrySuspend()
    {
        try
        {
            return OneDnn.Suspend();
        }
        catch (PlatformNotSupportedException)
        {
            // Without the switch (Windows, macOS) there is nothing to compare with and nothing to change.
            return null;
        }
    }
}
