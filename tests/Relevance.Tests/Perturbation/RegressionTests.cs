using Relevance.Perturbation;
using Relevance.Randomness;

namespace Relevance.Tests.Perturbation;

/// <summary>What the regressions of LIME and KernelSHAP are made of, against plain loops.</summary>
public class RegressionTests
{
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
        AssertNear(a, Product(projection, a));
        AssertNear(inverse, Product(inverse, projection));
        AssertNear(projection, Transpose(projection));
        Assert.Equal(Math.Min(rank == 0 ? size : rank, Math.Min(rows, size)), Enumerable.Range(0, size).Sum(i => projection[i, i]), 1e-8);
        var x = Flat(Normal(4, 1, size));
        double[] expected = [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Sum(j => inverse[i, j] * x[j]))];
        Assert.Equal(expected, PseudoInverse.Apply(Flat(inverse), x), (own, theirs) => Math.Abs(own - theirs) <= 1e-12 * expected.Max(Math.Abs));
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
        AssertNear([.. Enumerable.Range(0, count).Select(z => Enumerable.Range(0, features).Sum(f => Has(z, f) ? perFeature[f] : 0))], coalitions.SumsOverFeatures(perFeature));
        AssertNear([.. Enumerable.Range(0, features).Select(f => Enumerable.Range(0, count).Sum(z => Has(z, f) ? perCoalition[z] : 0))], coalitions.SumsOverCoalitions(perCoalition));
        AssertNear(
            [.. Enumerable.Range(0, features * features).Select(i => Enumerable.Range(0, count).Sum(z => Has(z, i / features) && Has(z, i % features) ? perCoalition[z] : 0))],
            coalitions.Products(perCoalition));
        Assert.All(Enumerable.Range(0, count), z => Assert.Equal(Enumerable.Range(0, features).Count(f => Has(z, f)), coalitions.SizeOf(z)));
        Assert.All(Enumerable.Range(0, count), z => Assert.Equal(features - coalitions.SizeOf(z), coalitions.Complements().SizeOf(z)));
        var present = new uint[features];
        for (var z = 0; z < count; z++)
        {
            coalitions.WritePresence(z / 32, present);
            Assert.Equal(Enumerable.Range(0, features).Select(f => Has(z, f)), present.Select(word => (word >> (z % 32) & 1) == 1));
        }

        static void AssertNear(double[] expected, double[] actual) => Assert.Equal(expected, actual, (x, y) => Math.Abs(x - y) < 1e-12);
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

    private static void AssertNear(double[,] expected, double[,] actual)
    {
        var scale = Flat(expected).Max(Math.Abs);
        Assert.Equal(Flat(expected), Flat(actual), (x, y) => Math.Abs(x - y) <= 1e-8 * scale);
    }
}
