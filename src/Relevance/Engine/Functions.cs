using System.Numerics;
using System.Runtime.CompilerServices;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>The functions of one and two numbers that programs know, for vectors of every width.</summary>
internal static unsafe class Functions
{
    /// <summary>Applies a function to each number.</summary>
    internal static void Run<T>(UnaryFunction function, double parameter, T* x, T* y, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (function)
        {
            case UnaryFunction.Negate:
                Run<T, Negate<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.Absolute:
                Run<T, Absolute<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.Sign:
                Run<T, Sign<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.SignOrOne:
                Run<T, SignOrOne<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.PositivePart:
                Run<T, PositivePart<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.NegativePart:
                Run<T, NegativePart<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.Scale:
                Run<T, Scale<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.Shift:
                Run<T, Shift<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.LeakyRelu:
                Run<T, LeakyRelu<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.LeakyReluSlope:
                Run<T, LeakyReluSlope<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.AtMost:
                Run<T, AtMost<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.AtLeast:
                Run<T, AtLeast<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.IsAbove:
                Run<T, IsAbove<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.IsZero:
                Run<T, IsZero<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.IsNotFinite:
                Run<T, IsNotFinite<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.SquareRoot:
                Run<T, SquareRoot<T>>(x, y, T.CreateTruncating(parameter), length);
                break;
            case UnaryFunction.Exponential:
                for (var i = 0; i < length; i++)
                    y[i] = T.CreateTruncating(Elementary.Exponential(double.CreateTruncating(x[i])));
                break;
            case UnaryFunction.ExponentialMinusOne:
                for (var i = 0; i < length; i++)
                    y[i] = T.CreateTruncating(Elementary.ExponentialMinusOne(double.CreateTruncating(x[i])));
                break;
            case UnaryFunction.LogarithmOfOnePlus:
                for (var i = 0; i < length; i++)
                    y[i] = T.CreateTruncating(Elementary.LogarithmOfOnePlus(double.CreateTruncating(x[i])));
                break;
            case UnaryFunction.Tanh:
                for (var i = 0; i < length; i++)
                    y[i] = T.CreateTruncating(Elementary.Tanh(double.CreateTruncating(x[i])));
                break;
            case UnaryFunction.Logistic:
                for (var i = 0; i < length; i++)
                    y[i] = T.CreateTruncating(Elementary.Logistic(double.CreateTruncating(x[i])));
                break;
            case UnaryFunction.ErrorFunction:
                for (var i = 0; i < length; i++)
                    y[i] = T.CreateTruncating(Elementary.ErrorFunction(double.CreateTruncating(x[i])));
                break;
            default:
                throw new NotSupportedException($"The engine does not know the function '{function}'.");
        }
    }

    /// <summary>Applies a function to each pair of numbers.</summary>
    internal static void Run<T>(BinaryFunction function, double parameter, T* x, T* y, T* z, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (function)
        {
            case BinaryFunction.Add:
                Run<T, Add<T>>(x, y, z, T.CreateTruncating(parameter), length);
                break;
            case BinaryFunction.Subtract:
                Run<T, Subtract<T>>(x, y, z, T.CreateTruncating(parameter), length);
                break;
            case BinaryFunction.Multiply:
                Run<T, Multiply<T>>(x, y, z, T.CreateTruncating(parameter), length);
                break;
            case BinaryFunction.Divide:
                Run<T, Divide<T>>(x, y, z, T.CreateTruncating(parameter), length);
                break;
            case BinaryFunction.Maximum:
                Run<T, Maximum<T>>(x, y, z, T.CreateTruncating(parameter), length);
                break;
            case BinaryFunction.Minimum:
                Run<T, Minimum<T>>(x, y, z, T.CreateTruncating(parameter), length);
                break;
            case BinaryFunction.IsEqual:
                Run<T, IsEqual<T>>(x, y, z, T.CreateTruncating(parameter), length);
                break;
            default:
                throw new NotSupportedException($"The engine does not know the function '{function}'.");
        }
    }

    private static void Run<T, F>(T* x, T* y, T parameter, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : IUnary<T>
    {
        var i = 0;
        if (Widths.Has512)
            i = Some<Lanes512<T>, T, F>(x, y, parameter, i, length);
        i = Some<Lanes256<T>, T, F>(x, y, parameter, i, length);
        Some<OneLane<T>, T, F>(x, y, parameter, i, length);
    }

    private static int Some<V, T, F>(T* x, T* y, T parameter, int i, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : IUnary<T>
    {
        var p = V.Fill(parameter);
        for (; i + V.Count <= length; i += V.Count)
            V.Store(F.Of<V>(V.Load(x + i), p), y + i);
        return i;
    }

    private static void Run<T, F>(T* x, T* y, T* z, T parameter, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : IBinary<T>
    {
        var i = 0;
        if (Widths.Has512)
            i = Some<Lanes512<T>, T, F>(x, y, z, parameter, i, length);
        i = Some<Lanes256<T>, T, F>(x, y, z, parameter, i, length);
        Some<OneLane<T>, T, F>(x, y, z, parameter, i, length);
    }

    private static int Some<V, T, F>(T* x, T* y, T* z, T parameter, int i, int length)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : IBinary<T>
    {
        var p = V.Fill(parameter);
        for (; i + V.Count <= length; i += V.Count)
            V.Store(F.Of<V>(V.Load(x + i), V.Load(y + i), p), z + i);
        return i;
    }

    private interface IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        static abstract V Of<V>(V x, V p)
            where V : struct, ILanes<V, T>;
    }

    private interface IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        static abstract V Of<V>(V x, V y, V p)
            where V : struct, ILanes<V, T>;
    }

    private readonly struct Negate<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.Subtract(V.Fill(T.NegativeZero), x);
    }

    private readonly struct Absolute<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.Absolute(x);
    }

    private readonly struct Sign<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), V.Fill(T.One), V.WhereGreater(V.Fill(T.Zero), x, V.Fill(-T.One), V.Fill(T.Zero)));
    }

    private readonly struct SignOrOne<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(V.Fill(T.Zero), x, V.Fill(-T.One), V.Fill(T.One));
    }

    private readonly struct PositivePart<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(V.Fill(T.Zero), x, V.Fill(T.Zero), x);
    }

    private readonly struct NegativePart<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), V.Fill(T.Zero), x);
    }

    private readonly struct Scale<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.Multiply(x, p);
    }

    private readonly struct Shift<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.Add(x, p);
    }

    private readonly struct LeakyRelu<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), x, V.Multiply(x, p));
    }

    private readonly struct LeakyReluSlope<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(x, V.Fill(T.Zero), V.Fill(T.One), p);
    }

    private readonly struct AtMost<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(x, p, p, x);
    }

    private readonly struct AtLeast<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(p, x, p, x);
    }

    private readonly struct IsAbove<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(x, p, V.Fill(T.One), V.Fill(T.Zero));
    }

    private readonly struct IsZero<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereEqual(x, V.Fill(T.Zero), V.Fill(T.One), V.Fill(T.Zero));
    }

    private readonly struct IsNotFinite<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(V.Fill(T.PositiveInfinity), V.Absolute(x), V.Fill(T.Zero), V.Fill(T.One));
    }

    private readonly struct SquareRoot<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V p)
            where V : struct, ILanes<V, T> => V.SquareRoot(x);
    }

    private readonly struct Add<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y, V p)
            where V : struct, ILanes<V, T> => V.Add(x, y);
    }

    private readonly struct Subtract<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y, V p)
            where V : struct, ILanes<V, T> => V.Subtract(x, y);
    }

    private readonly struct Multiply<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y, V p)
            where V : struct, ILanes<V, T> => V.Multiply(x, y);
    }

    private readonly struct Divide<T> : IBinary<T>
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

    private readonly struct Maximum<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(y, x, y, x);
    }

    private readonly struct Minimum<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y, V p)
            where V : struct, ILanes<V, T> => V.WhereGreater(x, y, y, x);
    }

    private readonly struct IsEqual<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y, V p)
            where V : struct, ILanes<V, T> => V.WhereEqual(x, y, V.Fill(T.One), V.Fill(T.Zero));
    }
}
