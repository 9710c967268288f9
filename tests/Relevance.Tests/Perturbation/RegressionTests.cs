using Relevance.Perturbation;
using Relevance.Randomness;

namespace Relevance.Tests.Perturbation;

/// <summary>What the regressions of LIME and KernelSHAP are made of, against plain loops.</summary>
public class RegressionTests
{
    /// <summary>u of float64: half the distance from 1 to the next number.</summary>
    private static readonly double Unit = Math.ScaleB(1, -53);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 7, 6)]
    [InlineData(7, 9, 0)]
    [InlineData(20, 20, 12)]
    [InlineData(20, 3, 2)]
    [InlineData(33, 60, 32)]
    public void The_pseudo_inverse_satisfies_the_conditions_of_Moore_and_Penrose(int size, int rows, int rank)
    {
        // A = BᵀB with rows that are combinations of some.
        var basis = Normal(1, Math.Max(1, rank), size);
        var mix = Normal(2, rows, Math.Max(1, rank));
        var factor = rank == 0 ? Normal(3, rows, size) : Product(mix, basis);
        var a = Product(Transpose(factor), factor);
        var inverse = Square(PseudoInverse.Of(Flat(a), size), size);
        var projection = Product(a, inverse);
        // By Cholesky's decomposition A A⁺ is off by a small multiple of n u κ (Higham, Accuracy and stability of numerical algorithms, 2002, chapters 10 and 14):
        // here by less than ten times, once for each of the substitutions and products.
        var bound = 10 * size * Unit * Norm(a) * Norm(inverse);
        Assert.InRange(bound, 0, 1e-8);
        AssertNear(a, Product(projection, a), bound);
        AssertNear(inverse, Product(inverse, projection), bound);
        AssertNear(projection, Transpose(projection), bound);
        Assert.Equal(Math.Min(rank == 0 ? size : rank, Math.Min(rows, size)), Enumerable.Range(0, size).Sum(i => projection[i, i]), size * bound);
        var x = Flat(Normal(4, 1, size));
        var found = PseudoInverse.Apply(Flat(inverse), x);
        Assert.All(Enumerable.Range(0, size), i => NearSum(Enumerable.Range(0, size).Select(j => inverse[i, j] * x[j]), found[i]));
    }

    [Fact]
    public void Of_nothing_but_zeros_the_pseudo_inverse_is_zero() => Assert.All(PseudoInverse.Of(new double[9], 3), value => Assert.Equal(0, value));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(8, 8)]
    [InlineData(13, 70)]
    [InlineData(40, 33)]
    public void Sums_over_bits_are_those_of_plain_loops(int features, int count)
    {
        var coalitions = Coalitions.Even(features, count, 5);
        var perFeature = Flat(Normal(6, 1, features));
        var perCoalition = Flat(Normal(7, 1, count));
        bool Has(int z, int f) => coalitions.Has(z, f);
        var (overFeatures, overCoalitions, products) = (coalitions.SumsOverFeatures(perFeature), coalitions.SumsOverCoalitions(perCoalition), coalitions.Products(perCoalition));
        Assert.All(Enumerable.Range(0, count), z => NearSum(Enumerable.Range(0, features).Select(f => Has(z, f) ? perFeature[f] : 0), overFeatures[z]));
        Assert.All(Enumerable.Range(0, features), f => NearSum(Enumerable.Range(0, count).Select(z => Has(z, f) ? perCoalition[z] : 0), overCoalitions[f]));
        Assert.All(Enumerable.Range(0, features * features), i =>
            NearSum(Enumerable.Range(0, count).Select(z => Has(z, i / features) && Has(z, i % features) ? perCoalition[z] : 0), products[i]));
        Assert.All(Enumerable.Range(0, count), z => Assert.Equal(Enumerable.Range(0, features).Count(f => Has(z, f)), coalitions.SizeOf(z)));
        Assert.All(Enumerable.Range(0, count), z => Assert.Equal(features - coalitions.SizeOf(z), coalitions.Complements().SizeOf(z)));
        var present = new uint[features];
        for (var z = 0; z < count; z++)
        {
            coalitions.WritePresence(z / 32, present);
            Assert.Equal(Enumerable.Range(0, features).Select(f => Has(z, f)), present.Select(word => (word >> (z % 32) & 1) == 1));
        }
    }

    [Fact]
    public void Spans_are_computed_place_by_place()
    {
        foreach (var length in new[] { 0, 1, 7, 8, 31, 64, 100 })
        {
            float[] x = [.. Flat(Normal(1, 1, length)).Select(value => (float)value)], y = [.. Flat(Normal(2, 1, length)).Select(value => (float)value)];
            var sum = (float[])x.Clone();
            Spans.Add<float>(sum, y);
            Assert.Equal(x.Zip(y, (a, b) => a + b), sum);
            sum = (float[])x.Clone();
            Spans.AddProduct(sum, 0.3f, y);
            Assert.Equal(x.Zip(y, (a, b) => a + 0.3f * b), sum);
            uint[] words = [.. Enumerable.Range(0, length).Select(i => (uint)new RandomNumbers(3, 0).Bits(i))];
            var chosen = new float[length];
            foreach (var bit in new[] { 0, 5, 31 })
            {
                Spans.Choose<float, uint>(words, 1u << bit, x, y, chosen);
                Assert.Equal(words.Index().Select(pair => (pair.Item >> bit & 1) == 1 ? x[pair.Index] : y[pair.Index]), chosen);
            }
        }
    }

    private static double[,] Normal(int seed, int rows, int columns)
    {
        var values = new double[rows, columns];
        for (var i = 0; i < values.Length; i++)
            values[i / columns, i % columns] = new RandomNumbers(seed, 0).Normal(i);
        return values;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < b.GetLength(1); j++)
                product[i, j] = Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]);
        }
        return product;
    }

    private static double[,] Transpose(double[,] a)
    {
        var transposed = new double[a.GetLength(1), a.GetLength(0)];
        for (var i = 0; i < a.Length; i++)
            transposed[i % a.GetLength(1), i / a.GetLength(1)] = a[i / a.GetLength(1), i % a.GetLength(1)];
        return transposed;
    }

    private static double[] Flat(double[,] a) => [.. a.Cast<double>()];

    private static double[,] Square(double[] values, int size)
    {
        var square = new double[size, size];
        for (var i = 0; i < values.Length; i++)
            square[i / size, i % size] = values[i];
        return square;
    }

    /// <summary>Frobenius' norm.</summary>
    private static double Norm(double[,] a) => Math.Sqrt(Flat(a).Sum(value => value * value));

    /// <summary>Equal to a sum but for its rounding in either order: n u Σ|terms| each (Higham, section 4.2), and u for each of the products that the terms may be.</summary>
    private static void NearSum(IEnumerable<double> terms, double actual)
    {
        double[] all = [.. terms];
        Assert.Equal(all.Sum(), actual, 2 * all.Length * Unit * all.Sum(Math.Abs));
    }

    private static void AssertNear(double[,] expected, double[,] actual, double bound)
    {
        var scale = Norm(expected);
        Assert.All(Flat(expected).Zip(Flat(actual)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, bound * scale));
    }
}
