using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Relevance.Engine;

/// <summary>
/// Several numbers that are computed with at once. All widths, a single number included, give the same bits: each operation is rounded as IEEE 754 says,
/// and comparisons choose values instead of leaving the choice to the processor's own minimum and maximum.
/// </summary>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    static abstract int Count { get; }

    static abstract TSelf Load(T* place);

    static abstract TSelf Fill(T value);

    static abstract void Store(TSelf lanes, T* place);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Add(TSelf a, TSelf b);

    static abstract TSelf Subtract(TSelf a, TSelf b);

    static abstract TSelf Multiply(TSelf a, TSelf b);

    static abstract TSelf Divide(TSelf a, TSelf b);

    static abstract TSelf SquareRoot(TSelf a);

    static abstract TSelf Absolute(TSelf a);

    /// <summary>Where a &gt; b, x, elsewhere y.</summary>
    static abstract TSelf WhereGreater(TSelf a, TSelf b, TSelf x, TSelf y);

    /// <summary>Where a = b, x, elsewhere y.</summary>
    static abstract TSelf WhereEqual(TSelf a, TSelf b, TSelf x, TSelf y);
}

/// <summary>A single number.</summary>
internal readonly unsafe struct OneLane<T>(T value) : ILanes<OneLane<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> Load(T* place) => new(*place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> Fill(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(OneLane<T> lanes, T* place) => *place = lanes.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> MultiplyAdd(OneLane<T> a, OneLane<T> b, OneLane<T> c) => new(T.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> Add(OneLane<T> a, OneLane<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> Subtract(OneLane<T> a, OneLane<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> Multiply(OneLane<T> a, OneLane<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> Divide(OneLane<T> a, OneLane<T> b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> SquareRoot(OneLane<T> a) => new(T.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> Absolute(OneLane<T> a) => new(T.Abs(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> WhereGreater(OneLane<T> a, OneLane<T> b, OneLane<T> x, OneLane<T> y) => a.value > b.value ? x : y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T> WhereEqual(OneLane<T> a, OneLane<T> b, OneLane<T> x, OneLane<T> y) => a.value == b.value ? x : y;
}

/// <summary>256 bits of numbers.</summary>
internal readonly unsafe struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* place) => new(Vector256.Load(place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Fill(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<T> lanes, T* place) => lanes.value.Store(place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Add(Lanes256<T> a, Lanes256<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Subtract(Lanes256<T> a, Lanes256<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Multiply(Lanes256<T> a, Lanes256<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Divide(Lanes256<T> a, Lanes256<T> b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SquareRoot(Lanes256<T> a) => new(Vector256.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Absolute(Lanes256<T> a) => new(Vector256.Abs(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> WhereGreater(Lanes256<T> a, Lanes256<T> b, Lanes256<T> x, Lanes256<T> y) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.value, b.value), x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> WhereEqual(Lanes256<T> a, Lanes256<T> b, Lanes256<T> x, Lanes256<T> y) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a.value, b.value), x.value, y.value));
}

/// <summary>512 bits of numbers.</summary>
internal readonly unsafe struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* place) => new(Vector512.Load(place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Fill(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512<T> lanes, T* place) => lanes.value.Store(place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Add(Lanes512<T> a, Lanes512<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Subtract(Lanes512<T> a, Lanes512<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Multiply(Lanes512<T> a, Lanes512<T> b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Divide(Lanes512<T> a, Lanes512<T> b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SquareRoot(Lanes512<T> a) => new(Vector512.Sqrt(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Absolute(Lanes512<T> a) => new(Vector512.Abs(a.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> WhereGreater(Lanes512<T> a, Lanes512<T> b, Lanes512<T> x, Lanes512<T> y) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.value, b.value), x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> WhereEqual(Lanes512<T> a, Lanes512<T> b, Lanes512<T> x, Lanes512<T> y) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.value, b.value), x.value, y.value));
}
