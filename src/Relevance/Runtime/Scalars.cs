using System.Collections.Concurrent;
using TorchSharp;

namespace Relevance.Runtime;

/// <summary>
/// Numbers as libtorch takes them, kept for ever. TorchSharp hands the native address of a <see cref="Scalar"/> to libtorch without keeping the
/// object alive: one made for a single call can be collected during that call, which then computes with whatever the memory holds next.
/// Seen as a rare exception ("toDouble: Expected false to be true").
/// </summary>
/// <remarks>
/// TorchSharp itself makes such a scalar in every addition without <c>alpha</c> (a + b, <c>add</c>, <c>add_</c>), in <c>square</c> and in <c>pow</c>.
/// In their place: <see cref="Arithmetic"/>, and a · a. Subtraction, product, quotient and comparison of two tensors
/// make none; with a number in the place of one tensor each makes one.
/// <c>item</c> reads a number through such a scalar too; <c>data</c> does not.
/// </remarks>
internal static class Scalars
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    internal static Scalar Zero { get; } = Of(0);

    internal static Scalar Half { get; } = Of(0.5);

    internal static Scalar One { get; } = Of(1);

    internal static Scalar MinusOne { get; } = Of(-1);

    /// <summary>The scalar of a number: the parameters of methods, which are few.</summary>
    internal static Scalar Of(double value) => Kept.GetOrAdd(value, static number => number);
}
