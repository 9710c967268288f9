using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Runtime;

/// <summary>
/// Sums and differences of tensors. TorchSharp's operators make a <see cref="Scalar"/> of 1 (the factor of the second operand) for each call, which
/// the garbage collector may free while libtorch reads it: see <see cref="Scalars"/>. These use one that is kept.
/// </summary>
internal static class Arithmetic
{
    /// <summary>a + b.</summary>
    internal static Tensor Plus(this Tensor a, Tensor b) => a.add(b, Scalars.One);

    /// <summary>a + b.</summary>
    internal static Tensor Plus(this Tensor a, Scalar b) => a.add(b, Scalars.One);

    /// <summary>a − b.</summary>
    internal static Tensor Minus(this Tensor a, Tensor b) => a.add(b, Scalars.MinusOne);

    /// <summary>a − b.</summary>
    internal static Tensor Minus(this Tensor a, Scalar b) => a.add(b, Scalars.MinusOne);

    /// <summary>a + factor · b, in one pass; for factors too many to be kept.</summary>
    internal static Tensor Plus(this Tensor a, Tensor b, double factor)
    {
        Scalar scalar = factor;
        var sum = a.add(b, scalar);
        GC.KeepAlive(scalar);
        return sum;
    }

    /// <summary>a ← a + factor · b, in one pass; returns a. For factors too many to be kept.</summary>
    internal static Tensor Increase(this Tensor a, Tensor b, double factor)
    {
        Scalar scalar = factor;
        var sum = a.add_(b, scalar);
        GC.KeepAlive(scalar);
        return sum;
    }

    /// <summary>a ← a + b; returns a.</summary>
    internal static Tensor Increase(this Tensor a, Tensor b) => a.add_(b, Scalars.One);

    /// <summary>a ← a + b; returns a.</summary>
    internal static Tensor Increase(this Tensor a, Scalar b) => a.add_(b, Scalars.One);
}
