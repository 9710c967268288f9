using System.Numerics.Tensors;
using Relevance.Definitions;
using Relevance.Networks;

namespace Relevance.Catalogue;

/// <summary>Everything from which a method's definition creates an explainer.</summary>
/// <param name="Method">The method's name, for messages.</param>
/// <param name="Model">The model to explain.</param>
/// <param name="Domain">The range of the model's inputs, and typical inputs.</param>
/// <param name="Arguments">The values of the method's parameters.</param>
/// <param name="Wrapped">The explainer that a wrapper wraps; null for other methods.</param>
public sealed record MethodContext(string Method, Model Model, InputDomain Domain, Arguments Arguments, Explainer? Wrapped)
{
    /// <summary>The model, for methods that need its gradients.</summary>
    /// <exception cref="ArgumentException">The model does not compute gradients.</exception>
    public DifferentiableModel Differentiable => Model as DifferentiableModel
        ?? throw new ArgumentException($"Method '{Method}' needs gradients, but this model computes only scores.");

    /// <summary>The model, for methods that need to know its layers.</summary>
    /// <exception cref="ArgumentException">The model is not a <see cref="Networks.Network"/>, so that its layers are not known.</exception>
    public Network Network => Model as Network
        ?? throw new ArgumentException($"Method '{Method}' goes through the network layer by layer, but the layers of this model are not known; give a Network.");

    /// <summary>Typical inputs, for methods that compare with other images.</summary>
    /// <exception cref="ArgumentException">The domain has no examples.</exception>
    public Tensor<double> Examples => Domain.Examples ?? throw new ArgumentException($"Method '{Method}' compares with other images; give some as the examples of the input domain.");
}
