using TorchSharp;
using static TorchSharp.torch;

namespace Relevance.Runtime;

/// <summary>
/// Numbers as libtorch takes them, kept alive. TorchSharp hands the native address of a <see cref="Scalar"/> to libtorch without keeping the
/// object: one made for a single call can be collected during that call, which then computes with whatever the memory holds next.
/// Seen as a rare exception ("toDouble: Expected false to be true"). Operations here use scalars that something holds.
/// </summary>
/// <remarks>
/// TorchSharp itself makes such a scalar in every addition without <c>alpha</c> (a + b, <c>add</c>, <c>add_</c>), in <c>square</c> and in <c>pow</c>:
/// here <see cref="Plus"/>, <see cref="PlusInPlace"/> and a · a stand for them. Subtraction, product, quotient and comparisons make none.
/// </remarks>
internal static class Scalars
{
    internal static readonly Scalar Zero = 0.0;
    internal static readonly Scalar Half = 0.5;
    internal static readonly Scalar One = 1.0;
    internal static readonly Scalar MinusOne = -1.0;

    /// <summary>a + b.</summary>
    internal static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a + b, written into a.</summary>
    internal static Tensor PlusInPlace(this Tensor a, Tensor b) => a.add_(b, One);
}
