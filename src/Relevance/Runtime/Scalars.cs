using TorchSharp;

namespace Relevance.Runtime;

/// <summary>
/// Numbers as libtorch takes them, kept alive. TorchSharp hands the native address of a <see cref="Scalar"/> to libtorch without keeping the
/// object: one made for a single call can be collected during that call, which then computes with whatever the memory holds next.
/// Seen as a rare abort ("toDouble: Expected false to be true"). Operations here use scalars that something holds.
/// </summary>
internal static class Scalars
{
    internal static readonly Scalar Zero = 0.0;
    internal static readonly Scalar Half = 0.5;
    internal static readonly Scalar One = 1.0;
    internal static readonly Scalar MinusOne = -1.0;
}
