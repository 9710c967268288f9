using System.Numerics.Tensors;

namespace Relevance.Interpretation;

/// <summary>
/// What is known about the points beside the network: log p(x) up to a constant. It keeps activation maximisation among points that can occur.
/// Computes in float64 whatever the model does. Immutable; safe from several threads. An expert of your own is a subclass.
/// </summary>
/// <remarks>Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.2.</remarks>
public abstract class Expert
{
    /// <summary>log p(x), up to a constant, and its gradient. What is found for a point does not depend on the others.</summary>
    /// <param name="points">[n, …], the points <paramref name="first"/>, <paramref name="first"/> + 1, ….</param>
    /// <param name="first">The place of the first of these points among all; for experts that know another thing of each.</param>
    /// <returns>[n], and a tensor of the points' shape.</returns>
    /// <exception cref="ArgumentException">The points have another size than those that the expert knows.</exception>
    public abstract (double[] LogDensity, Tensor<double> Gradient) At(Tensor<double> points, int first = 0);
}
