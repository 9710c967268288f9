using System.Numerics;
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
                Run(x, y, &Elementary.Exponential, length);
                break;
            case UnaryFunction.ExponentialMinusOne:
                Run(x, y, &Elementary.ExponentialMinusOne, length);
                break;
            case UnaryFunction.LogarithmOfOnePlus:
                Run(x, y, &Elementary.LogarithmOfOnePlus, length);
                break;
            case UnaryFunction.Tanh:
                Run(x, y, &Elementary.Tanh, length);
                break;
            case UnaryFunction.Logistic:
                Run(x, y, &Elementary.Logistic, length);
                break;
            case UnaryFunction.ErrorFunction:
                Run(x, y, &Elementary.ErrorFunction, length);
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

    private static void Run<T>(T* x, T* y, delegate*<double, double> function, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < length; i++)
            y[i] = T.CreateTruncating(function(double.CreateTruncating(x[i])));
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
}
