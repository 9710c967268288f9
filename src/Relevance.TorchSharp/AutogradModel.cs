using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Torch.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Torch;

/// <summary>
/// Wraps any TorchSharp module as a model with gradients by automatic differentiation. Use it for modules that cannot be read as a graph of known layers; for
/// others, a <see cref="Networks.Network"/> is faster, copies the weights, and computes the same bits on every machine.
/// </summary>
/// <remarks>
/// Neither the parameters nor their gradients are changed. On processors on which oneDNN computes wrong results in float32 (see
/// <see cref="TorchRuntime.OneDnnConvolutionsAreRight"/> and <see cref="TorchRuntime.OneDnnGradientsAreRight"/>), oneDNN is switched off during a computation.
/// </remarks>
/// <param name="module">The module, which must be in evaluation mode with all its parts; it is used, not copied.</param>
public sealed class AutogradModel(nn.Module<torch.Tensor, torch.Tensor> module) : DifferentiableModel
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The module, or a part of it, is in training mode.</exception>
    /// <exception cref="ArgumentException">The type of the module's weights differs from that of the images, or its output is not one row of scores for each
    /// image.</exception>
    /// <exception cref="PlatformNotSupportedException">oneDNN computes wrong convolutions on this processor and cannot be switched off.</exception>
    public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default)
    {
        Prepare(images, cancellation);
        using var trusted = Trusted<T>(gradients: false);
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        return Copied(images, module.call(TorchTensors.Copy(images)));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The module, or a part of it, is in training mode, or its output does not depend on the images.</exception>
    /// <exception cref="ArgumentException">The type of the module's weights differs from that of the images, or its output is not one row of scores for each
    /// image.</exception>
    /// <exception cref="PlatformNotSupportedException">oneDNN computes wrong results on this processor and cannot be switched off.</exception>
    public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(direction);
        Prepare(images, cancellation);
        using var trusted = Trusted<T>(gradients: true);
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var leaf = TorchTensors.Copy(images).requires_grad_();
        // A copy, since a layer may compute in place, which a leaf of the graph cannot bear.
        var output = module.call(leaf.clone());
        if (!output.requires_grad)
            throw NotDifferentiable();
        var scores = Copied(images, output);
        cancellation.ThrowIfCancellationRequested();
        // Naming the inputs keeps the parameters' own gradients untouched.
        autograd.backward([output], [TorchTensors.Copy(Directions.Of(scores, direction))], inputs: [leaf]);
        return (scores, TorchTensors.Copy<T>(leaf.grad ?? throw NotDifferentiable()));
    }

    private static InvalidOperationException NotDifferentiable() => new("The module's output does not depend on the images by a differentiable path.");

    // oneDNN has no part in float64.
    private static IDisposable? Trusted<T>(bool gradients) => typeof(T) == typeof(double) ? null : OneDnnCheck.Trusted(gradients);

    private static Tensor<T> Copied<T>(Tensor<T> images, torch.Tensor output)
        where T : unmanaged => output.shape.Length >= 2 && output.shape[0] == images.ImageCount
        ? TorchTensors.Copy<T>(output)
        : throw new ArgumentException($"The module gives [{string.Join(", ", output.shape)}] for {images.ImageCount} images; scores are [N, K], one row for each image.");

    private void Prepare<T>(Tensor<T> images, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(images);
        cancellation.ThrowIfCancellationRequested();
        TorchRuntime.Initialize();
        if (module.training || module.modules().Any(part => part.training))
        {
            throw new InvalidOperationException(
                "The module, or a part of it, is in training mode, where dropout makes each explanation another one and batch normalisation learns from it. Call eval() on the module first.");
        }
        var type = TorchTensors.TypeOf<T>();
        if (module.parameters().FirstOrDefault(weights => weights.is_floating_point() && weights.dtype != type) is { } other)
            throw new ArgumentException($"The module has weights of type {other.dtype}; the images are of type {type}. Give it images of its own type, or convert it.");
    }
}
