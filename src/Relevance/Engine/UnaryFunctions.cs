using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relevance.Engine;

/// <summary>A function of each number x, with a parameter p.</summary>
internal interface IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract V Of<V>(V x, V p)
        where V : struct, ILanes<V, T>;
}

internal readonly struct Negate<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.Subtract(V.Fill(T.NegativeZero), x);
}

internal readonly struct Absolute<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.Absolute(x);
}

internal readonly struct Sign<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), V.Fill(T.One), V.WhereGreater(V.Fill(T.Zero), x, V.Fill(-T.One), V.Fill(T.Zero)));
}

internal readonly struct SignOrOne<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(V.Fill(T.Zero), x, V.Fill(-T.One), V.Fill(T.One));
}

internal readonly struct PositivePart<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(V.Fill(T.Zero), x, V.Fill(T.Zero), x);
}

internal readonly struct NegativePart<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), V.Fill(T.Zero), x);
}

internal readonly struct Scale<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.Multiply(x, p);
}

internal readonly struct Shift<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.Add(x, p);
}

internal readonly struct LeakyRelu<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), x, V.Multiply(x, p));
}

internal readonly struct LeakyReluSlope<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), V.Fill(T.One), p);
}

internal readonly struct AtMost<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(x, p, p, x);
}

internal readonly struct AtLeast<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(p, x, p, x);
}

internal readonly struct IsAbove<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(x, p, V.Fill(T.One), V.Fill(T.Zero));
}

internal readonly struct IsZero<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereEqual(x, V.Fill(T.Zero), V.Fill(T.One), V.Fill(T.Zero));
}

internal readonly struct IsNotFinite<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.WhereGreater(V.Fill(T.PositiveInfinity), V.Absolute(x), V.Fill(T.Zero), V.Fill(T.One));
}

internal readonly struct SquareRoot<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V p)
        where V : struct, ILanes<V, T> => V.SquareRoot(x);
}
