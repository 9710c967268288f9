using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Relevance;

/// <summary>
/// Loops over the places of spans, as many at once as a vector holds. Each place is computed on its own, so that the bits do not depend on how many those are.
/// </summary>
internal static class Spans
{
    /// <summary>s ← s + x.</summary>
    internal static void Add<T>(Span<T> sum, ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, sum.Length);
        TensorPrimitives.Add(sum, values, sum);
    }

    /// <summary>s ← s + a x, the product rounded before the sum.</summary>
    internal static void AddProduct<T>(Span<T> sum, T factor, ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, sum.Length);
        TensorPrimitives.MultiplyAdd(values, factor, sum, sum);
    }

    /// <summary>At each place, x where a bit of a word is set, y elsewhere.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <typeparam name="TWord">Integers of the same size.</typeparam>
    internal static void Choose<T, TWord>(ReadOnlySpan<TWord> words, TWord bit, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        where T : unmanaged
        where TWord : unmanaged, IBinaryInteger<TWord>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(words.Length, result.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, result.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, result.Length);
        ref var w = ref MemoryMarshal.GetReference(words);
        ref var set = ref MemoryMarshal.GetReference(x);
        ref var unset = ref MemoryMarshal.GetReference(y);
        ref var r = ref MemoryMarshal.GetReference(result);
        var bits = new Vector<TWord>(bit);
        var i = 0;
        for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var isSet = Vector.Equals(Vector.LoadUnsafe(ref w, (nuint)i) & bits, bits);
            Vector.ConditionalSelect(Vector.As<TWord, T>(isSet), Vector.LoadUnsafe(ref set, (nuint)i), Vector.LoadUnsafe(ref unset, (nuint)i)).StoreUnsafe(ref r, (nuint)i);
        }
        for (; i < result.Length; i++)
            result[i] = (words[i] & bit) == bit ? x[i] : y[i];
    }
}
