using System.Numerics.Tensors;

namespace Relevance.Interpretation;

/// <summary>
/// A log-density log p(x) of points, up to a constant, independent of the network. It keeps activation maximisation near points that can occur. Always computes
/// in float64. Immutable; safe to use from several threads. To write an expert of your own, derive from this class.
/// </summary>
/// <remarks>Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.2.</remarks>
public abstract class Expert
{
    /// <summary>Computes log p(x), up to a constant, and its gradient. The result for a point does not depend on the others.</summary>
    /// <param name="points">The points with the indices <paramref name="first"/>, <paramref name="first"/> + 1, …, [n, …].</param>
    /// <param name="first">The index of the first of these points among all, for experts whose density differs from point to point.</param>
    /// <returns>The log-densities, [n], and the gradients, of the points' shape.</returns>
    /// <exception cref="ArgumentException">The size of the points differs from that of the expert.</exception>
    public abstract (double[] LogDensity, Tensor<double> Gradient) At(Tensor<double> points, int first = 0);
}
