using static TorchSharp.torch;

namespace Relevance.Interpretation;

/// <summary>
/// What is known about the points beside the network: log p(x) up to a constant. It keeps activation maximisation among points that can occur.
/// Immutable; safe from several threads.
/// </summary>
/// <remarks>Source: Montavon, Samek, Müller, Methods for interpreting and understanding deep neural networks, 2018, section 3.2.</remarks>
public abstract class Expert
{
    /// <summary>log p(x), up to a constant, and its gradient.</summary>
    /// <param name="points">[n, …], the points <paramref name="first"/>, <paramref name="first"/> + 1, ….</param>
    /// <param name="first">The place of the first of these points among all; for experts that know another thing of each.</param>
    /// <returns>[n], and a tensor of the points' shape; both of the points' type.</returns>
    /// <exception cref="ArgumentException">The points have another size than those that the expert knows.</exception>
    public abstract (Tensor LogDensity, Tensor Gradient) At(Tensor points, long first = 0);

    /// <summary>The points as rows [n, D] of the expert's type.</summary>
    private protected static Tensor Rows(Tensor points, Tensor like, long size, string expert)
    {
        var rows = points.flatten(1).to(like.dtype);
        return rows.shape[1] == size
            ? rows
            : throw new ArgumentException($"The {expert} knows points of {size} values, not of {rows.shape[1]}.", nameof(points));
    }

    /// <summary>A snapshot that no dispose scope reaches.</summary>
    private protected static Tensor Own(Tensor values)
    {
        using var nothing = no_grad();
        return values.detach().clone().DetachFromDisposeScope();
    }
}
