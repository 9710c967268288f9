using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Tests.Support;

/// <summary>Linear maps run by the engine.</summary>
internal static class MapPrograms
{
    /// <summary>W a.</summary>
    public static Tensor<T> Apply<T>(LinearMap map, Tensor<T> input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = new ProgramBuilder();
        return new CompiledProgram(program.Build(("z", program.Apply(map, program.Input("a", input.ImageShape))))).Run([input])["z"];
    }

    /// <summary>Wᵀ s.</summary>
    public static Tensor<T> Transpose<T>(LinearMap map, Tensor<T> output, Shape input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var program = new ProgramBuilder();
        return new CompiledProgram(program.Build(("c", program.Transpose(map, program.Input("s", output.ImageShape), input)))).Run([output])["c"];
    }

    /// <summary>
    /// Requires ⟨W a, s⟩ = ⟨a, Wᵀ s⟩ but for rounding. A sum of n products is off by at most n u Σ|products| in whatever order (Higham, Accuracy and stability
    /// of numerical algorithms, 2002, section 3.1), and either side sums what ⟨|W| |a|, |s|⟩ is the magnitude of: over the n connections of an output, over the
    /// m of an input. Weights that are themselves rounded products, of the axes and a factor, cost at most 8 units more a side; the scalar products are
    /// summed here, in float64.
    /// </summary>
    /// <param name="whole">The map.</param>
    /// <param name="a">What it is given.</param>
    /// <param name="s">What its transpose is given.</param>
    /// <param name="part">A part of its weights in place of them all.</param>
    public static void RequireAdjoint<T>(LinearMap whole, Tensor<double> a, Tensor<double> s, WeightPart part = WeightPart.All)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var map = whole.Take(part);
        var (own, theirs) = (a.To<T>(), s.To<T>());
        var (left, right) = (Product(Apply(map, own).Widened(), theirs.Widened()), Product(own.Widened(), Transpose(map, theirs, a.ImageShape).Widened()));
        var connections = whole.Take(WeightPart.Connection);
        var n = Apply(connections, Ones(a.ImageShape)).Values.ToArray().Max();
        var m = Transpose(connections, Ones(s.ImageShape), a.ImageShape).Values.ToArray().Max();
        // Parts have weights of one sign.
        var magnitudes = Apply(part == WeightPart.All ? whole.Take(WeightPart.Absolute) : map, a.Map(Math.Abs)).Map(Math.Abs);
        var size = Product(magnitudes, s.Map(Math.Abs));
        var (unit, inFloat64) = (typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53), Math.ScaleB(1, -53));
        var bound = ((n + m + 16) * unit + (a.Values.Length + s.Values.Length) * inFloat64) * size;
        Assert.True(Math.Abs(left - right) <= bound, $"{map} of {a.ImageShape}, {a.ImageCount} images: {left} and {right} differ by more than {bound}.");

        static Tensor<double> Ones(Shape shape) => Tensors.Of(Enumerable.Repeat(1.0, shape.Size).ToArray(), 1, shape);
        static double Product(Tensor<double> x, Tensor<double> y) => x.Values.ToArray().Zip(y.Values.ToArray(), (p, q) => p * q).Sum();
    }
}
