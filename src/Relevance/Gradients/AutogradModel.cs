using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Gradients;

/// <summary>
/// Any TorchSharp module as a model whose gradients come from automatic differentiation. For modules that are not a known
/// graph of layers; for those, <see cref="Networks.Network"/> is faster and takes a snapshot of the weights.
/// </summary>
/// <remarks>
/// Neither the parameters nor their gradients are touched. Where the processor computes input gradients wrongly with oneDNN
/// (<see cref="TorchRuntime.OneDnnGradientsAreRight"/>), oneDNN is off while a gradient is computed.
/// </remarks>
/// <param name="module">The module, it and all its parts in evaluation mode; used, not copied.</param>
public sealed class AutogradModel(nn.Module<Tensor, Tensor> module) : Model
{
    /// <inheritdoc/>
    public override ScalarType ElementType => module.parameters().FirstOrDefault()?.dtype ?? ScalarType.Float32;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The module, or a part of it, is in training mode.</exception>
    public override Tensor Scores(Tensor images)
    {
        RequireEvaluationMode();
        using var nothing = no_grad();
        using var scope = NewDisposeScope();
        // A copy, since a layer may compute in place; detached, since a module may return its input, or a tensor that it keeps.
        return module.call(images.clone()).detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The module, or a part of it, is in training mode, or its output does not depend on the images.</exception>
    /// <exception cref="PlatformNotSupportedException">This processor computes gradients wrongly and oneDNN cannot be switched off.</exception>
    public override (Tensor Scores, Tensor Gradient) ScoresAndGradient(Tensor images, Func<Tensor, Tensor> direction)
    {
        RequireEvaluationMode();
        TorchRuntime.Initialize();
        // oneDNN has no part in Float64.
        using var trusted = images.dtype == ScalarType.Float64 ? null : GradientCheck.TrustedAutograd();
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var leaf = images.detach().requires_grad_();
        // A copy, since a layer may compute in place, which neither the images nor a leaf of the graph can bear.
        var scores = module.call(leaf.clone());
        if (!scores.requires_grad)
            throw new InvalidOperationException("The module's output does not depend on the images by a differentiable path.");
        // Naming the inputs keeps the parameters' own gradients untouched.
        autograd.backward([scores], [direction(scores.detach())], inputs: [leaf]);
        var gradient = leaf.grad ?? zeros_like(images);
        return (scores.detach().MoveToOuterDisposeScope(), gradient.detach().MoveToOuterDisposeScope());
    }

    private void RequireEvaluationMode()
    {
        if (module.training || module.modules().Any(part => part.training))
            throw new InvalidOperationException(
                "The module, or a part of it, is in training mode, where dropout makes each explanation another one and batch normalisation learns from it. Call eval() on the module first.");
    }
}
