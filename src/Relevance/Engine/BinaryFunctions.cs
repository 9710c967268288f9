using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relevance.Engine;

/// <summary>A function of each pair of numbers x and y, with a parameter p.</summary>
internal interface IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T>;
}

internal readonly struct Add<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T> => V.Add(x, y);
}

internal readonly struct Subtract<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T> => V.Subtract(x, y);
}

internal readonly struct Multiply<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T> => V.Multiply(x, y);
}

internal readonly struct Divide<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T>
    {
        var (zero, one) = (V.Fill(T.Zero), V.Fill(T.One));
        var denominator = V.WhereGreater(zero, y, V.Subtract(y, p), V.Add(y, p));
        return V.WhereEqual(denominator, zero, zero, V.Divide(x, V.WhereEqual(denominator, zero, one, denominator)));
    }
}

internal readonly struct Maximum<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T> => V.WhereEqual(y, y, V.WhereGreater(y, x, y, x), y);
}

internal readonly struct Minimum<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T> => V.WhereEqual(y, y, V.WhereGreater(x, y, y, x), y);
}

internal readonly struct IsEqual<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y, V p)
        where V : struct, ILanes<V, T> => V.WhereEqual(x, y, V.Fill(T.One), V.Fill(T.Zero));
}
