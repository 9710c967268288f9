using System.Numerics.Tensors;
using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Maps;
using Relevance.Tests.Support;

namespace Relevance.Tests.Interpretation;

/// <summary>The experts of activation maximisation against their definitions, in float64.</summary>
public class ExpertTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string, int> Cases => [.. from name in new[] { "origin", "centres", "gaussian", "binary", "normal" } from seed in Enumerable.Range(0, 3) select new TheoryDataRow<string, int>(name, seed)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_of_an_expert_agrees_with_central_differences(string name, int seed)
    {
        var expert = Create(name, seed);
        var points = Problems.Points(seed);
        var (_, gradient) = expert.At(points);
        // Smooth functions: the error of the differences is of order step².
        Assert.InRange(Errors.Relative(gradient, Problems.CentralDifferences(points, x => expert.At(x).LogDensity)), 0, 1e-7);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_expert_sees_each_point_alone_to_the_bit_whatever_its_shape(string name, int seed)
    {
        var expert = Create(name, seed);
        // More than a tile of the engine, and a rest.
        var points = Problems.Points(seed, 21);
        var (density, gradient) = expert.At(points);
        for (var i = 0; i < 21; i++)
        {
            var (one, slope) = expert.At(Tensors.Range(points, i, 1), i);
            Assert.Equal(density[i], one[0]);
            Assert.Equal(gradient.Image(i), slope.Image(0));
        }
        if (name == "centres")
            return;
        var (densityOfImages, ofImages) = expert.At(Tensors.Of(points.Values.ToArray(), 21, [1, 2, 3]));
        Assert.Equal([21, 1, 2, 3], ofImages.Lengths.ToArray());
        Assert.Equal(gradient.Values, ofImages.Values);
        Assert.Equal(density, densityOfImages);
    }

    [Fact]
    public void The_squared_distance_is_summed_over_the_values_of_each_point()
    {
        var expert = new SquaredDistance(Tensors.Of([1.0, 2.0], 1, [2]));
        Assert.Equal([-5.0, -1.0], expert.At(Tensors.Of([0.0, 0.0, 1.0, 3.0], 2, [2])).LogDensity);
        Assert.Equal([-25.0], new SquaredDistance().At(Tensors.Of([3.0, 4.0], 1, [2])).LogDensity);
    }

    [Theory]
    [Seeds]
    public void The_Gaussian_expert_is_the_exponent_of_the_normal_density(int seed)
    {
        var (mean, covariance, points) = (Problems.Weights(seed + 1, Problems.Size), Problems.Covariance(seed), Problems.Points(seed));
        var density = new GaussianExpert(mean, covariance).At(points).LogDensity;
        for (var n = 0; n < 3; n++)
        {
            double[] away = [.. points.Image(n).ToArray().Select((x, i) => x - mean[i])];
            var solved = Solve(covariance, away);
            var expected = -0.5 * away.Zip(solved, (a, s) => a * s).Sum();
            Assert.Equal(expected, density[n], 1e-9 * (1 + Math.Abs(expected)));
        }
    }

    [Theory]
    [Seeds]
    public void The_inverse_of_a_positive_definite_matrix_times_it_is_the_identity(int seed)
    {
        const int size = 30;
        var matrix = Problems.Covariance(seed, size);
        var inverse = PositiveDefinite.Inverse(matrix.ToArray<double>(), size);
        Assert.NotNull(inverse);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                // Values up to 100, eigenvalues from 0.5: a condition of some 10², times a few 10⁻¹⁶.
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, size).Sum(k => matrix[i * size + k] * inverse[k * size + j]), 1e-11);
                Assert.Equal(inverse[i * size + j], inverse[j * size + i]);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_Boltzmann_expert_sums_over_all_states_of_the_hidden_units(bool normal)
    {
        var (weight, hidden, visible, points) = (Problems.Weights(1, 4, 6), Problems.Weights(2, 4), Problems.Weights(3, 6), Problems.Points(4));
        var variances = Problems.Variances(5);
        var density = new BoltzmannExpert(weight, hidden, visible, normal ? variances : null).At(points).LogDensity;
        for (var n = 0; n < 3; n++)
        {
            var total = 0.0;
            for (var state = 0; state < 16; state++)
            {
                var exponent = 0.0;
                for (var i = 0; i < Problems.Size; i++)
                {
                    var x = points.Image(n)[i];
                    exponent += visible[i] * x - (normal ? x * x / (2 * variances[i]) : 0);
                    for (var j = 0; j < 4; j++)
                        exponent += (state >> j & 1) * weight[j * 6 + i] * x;
                }
                for (var j = 0; j < 4; j++)
                    exponent += (state >> j & 1) * hidden[j];
                total += Math.Exp(exponent);
            }
            Assert.Equal(Math.Log(total), density[n], Tolerance * (1 + Math.Abs(Math.Log(total))));
        }
    }

    [Fact]
    public void A_Boltzmann_machine_with_large_inputs_neither_overflows_nor_loses_its_gradient()
    {
        var expert = new BoltzmannExpert(Weights.Of([1000.0, -1000.0], [2, 1]), Zeros(2), Zeros(1));
        var (density, gradient) = expert.At(Tensors.Of([5.0, -5.0], 2, [1]));
        Assert.Equal([5000.0, 5000.0], density);
        Assert.Equal([1000.0, -1000.0], gradient.Values.ToArray());
    }

    [Fact]
    public void Experts_copy_what_they_are_made_from()
    {
        var centre = Problems.Points(1, 1);
        var expert = new SquaredDistance(centre);
        var before = expert.At(Problems.Points(2)).LogDensity;
        centre.Values.Clear();
        Assert.Equal(before, expert.At(Problems.Points(2)).LogDensity);
    }

    [Fact]
    public void What_is_no_covariance_is_refused()
    {
        foreach (double[] wrong in new double[][] { [1, 2, 2, 1], [1, 0.5, 0, 1], [0, 0, 0, 0], [double.NaN, 0, 0, 1], [double.PositiveInfinity, 0, 0, 1] })
            Refused("positive definite", () => new GaussianExpert(Zeros(2), Weights.Of(wrong, [2, 2])));
        Refused("[2, 2], not [3, 3]", () => new GaussianExpert(Zeros(2), Zeros(3, 3)));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        Refused("[4, 6] with 3, 6 and", () => new BoltzmannExpert(Zeros(4, 6), Zeros(3), Zeros(6)));
        Refused("not [24] with 4, 6 and", () => new BoltzmannExpert(Zeros(24), Zeros(4), Zeros(6)));
        Refused("positive", () => new BoltzmannExpert(Zeros(4, 6), Zeros(4), Zeros(6), Zeros(6)));
        Refused("6 values, not of 5", () => new BoltzmannExpert(Zeros(4, 6), Zeros(4), Zeros(6)).At(Points(2, 5)));
        Refused("one point, or one for each", () => new SquaredDistance(Points(2, 5)).At(Points(2, 5), 1));
        Refused("one point, or one for each", () => new SquaredDistance(Points(2, 5)).At(Points(2, 6)));
    }

    private static void Refused(string part, Func<object> call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static Weights Zeros(params ReadOnlySpan<int> shape) => Weights.Of(new double[Shape.Of(shape).Size], Shape.Of(shape));

    private static Tensor<double> Points(int count, int size) => Tensors.Zeros<double>(count, [size]);

    /// <summary>Gauss's elimination with pivots.</summary>
    private static double[] Solve(Weights matrix, double[] right)
    {
        var size = right.Length;
        double[][] rows = [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Select(j => matrix[i * size + j]).Append(right[i]).ToArray())];
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(i => Math.Abs(rows[i][column]));
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            foreach (var row in rows.Where(row => row != rows[column]))
            {
                var factor = row[column] / rows[column][column];
                for (var j = column; j <= size; j++)
                    row[j] -= factor * rows[column][j];
            }
        }
        return [.. rows.Select((row, i) => row[size] / row[i])];
    }

    private static Expert Create(string name, int seed) => name switch
    {
        "origin" => new SquaredDistance(),
        "centres" => new SquaredDistance(Problems.Points(seed + 1, 21)),
        "gaussian" => new GaussianExpert(Problems.Weights(seed + 1, 1, 6), Problems.Covariance(seed)),
        _ => new BoltzmannExpert(
            Problems.Weights(seed + 1, 4, 6), Problems.Weights(seed + 2, 1, 4), Problems.Weights(seed + 3, 1, 6), name == "normal" ? Problems.Variances(seed + 4) : null),
    };
}
