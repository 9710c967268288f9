using System.Numerics;
using Relevance.Programs;
using static Relevance.Programs.UnaryFunction;

namespace Relevance.Tests.Engine;

/// <summary>The functions of one and two numbers, as their documentation defines them.</summary>
internal static class Scalars
{
    public static T Of<T>(UnaryFunction function, T x, T p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => function switch
        {
            Negate => -x,
            Absolute => T.Abs(x),
            Sign => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.Zero,
            SignOrOne => x < T.Zero ? -T.One : T.One,
            PositivePart => x < T.Zero ? T.Zero : x,
            NegativePart => x > T.Zero ? T.Zero : x,
            Scale => x * p,
            Shift => x + p,
            LeakyRelu => x > T.Zero ? x : x * p,
            LeakyReluSlope => x > T.Zero ? T.One : p,
            AtMost => x > p ? p : x,
            AtLeast => x < p ? p : x,
            IsAbove => x > p ? T.One : T.Zero,
            IsZero => x == T.Zero ? T.One : T.Zero,
            IsNotFinite => T.IsFinite(x) ? T.Zero : T.One,
            SquareRoot => T.Sqrt(x),
            _ => T.CreateTruncating(Elementary(function, double.CreateTruncating(x))),
        };

    public static T Of<T>(BinaryFunction function, T x, T y, T p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var denominator = y < T.Zero ? y - p : y + p;
        return function switch
        {
            BinaryFunction.Add => x + y,
            BinaryFunction.Subtract => x - y,
            BinaryFunction.Multiply => x * y,
            BinaryFunction.Divide => denominator == T.Zero ? T.Zero : x / denominator,
            BinaryFunction.Maximum => T.IsNaN(y) || y > x ? y : x,
            BinaryFunction.Minimum => T.IsNaN(y) || x > y ? y : x,
            BinaryFunction.IsEqual => x == y ? T.One : T.Zero,
            _ => throw new NotSupportedException(),
        };
    }

    private static double Elementary(UnaryFunction function, double x) => function switch
    {
        Exponential => Relevance.Engine.Elementary.Exponential(x),
        ExponentialMinusOne => Relevance.Engine.Elementary.ExponentialMinusOne(x),
        LogarithmOfOnePlus => Relevance.Engine.Elementary.LogarithmOfOnePlus(x),
        Tanh => Relevance.Engine.Elementary.Tanh(x),
        Logistic => Relevance.Engine.Elementary.Logistic(x),
        ErrorFunction => Relevance.Engine.Elementary.ErrorFunction(x),
        _ => throw new NotSupportedException(),
    };
}
