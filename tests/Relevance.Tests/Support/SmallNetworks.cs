using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Relevance.Tests.Support;

/// <summary>Networks of vectors with weights written out.</summary>
internal static class SmallNetworks
{
    /// <summary>f = V a(W x + b).</summary>
    /// <param name="first">W.</param>
    /// <param name="activation">a.</param>
    /// <param name="second">V.</param>
    /// <param name="bias">b, if any.</param>
    public static Network Of(double[,] first, ActivationLayer activation, double[,] second, double[]? bias = null)
    {
        var builder = new NetworkBuilder();
        var hidden = builder.Dense("0", Matrix(first), bias is null ? null : Weights.Of(bias, [bias.Length]), builder.Input);
        return builder.Build(builder.Dense("2", Matrix(second), null, builder.Add("1", activation, hidden)));
    }

    /// <summary>f = W x.</summary>
    public static Network Linear(double[,] weights)
    {
        var builder = new NetworkBuilder();
        return builder.Build(builder.Dense("0", Matrix(weights), null, builder.Input));
    }

    private static Weights Matrix(double[,] values) => Weights.Of([.. values.Cast<double>()], [values.GetLength(0), values.GetLength(1)]);
}
