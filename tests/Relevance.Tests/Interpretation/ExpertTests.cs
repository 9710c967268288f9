using Relevance.Interpretation;
using Relevance.Interpretation.Experts;
using Relevance.Tests.Support;
using static TorchSharp.torch;

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
    public void An_expert_sees_each_point_alone_whatever_its_shape_and_type(string name, int seed)
    {
        var expert = Create(name, seed);
        var points = Problems.Points(seed);
        var (density, gradient) = expert.At(points);
        for (var i = 0; i < 3; i++)
        {
            var (one, slope) = expert.At(points.narrow(0, i, 1), i);
            Assert.Equal(density[i].item<double>(), one[0].item<double>(), Tolerance);
            Assert.InRange(Errors.Relative(slope, gradient.narrow(0, i, 1)), 0, Tolerance);
        }
        var single = expert.At(points.to(ScalarType.Float32));
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (single.LogDensity.dtype, single.Gradient.dtype));
        Assert.InRange(Errors.Relative(single.Gradient, gradient), 0, 1e-5);
        if (name == "centres")
            return;
        var images = expert.At(points.reshape(3, 1, 2, 3)).Gradient;
        Assert.Equal([3, 1, 2, 3], images.shape);
        Assert.InRange(Errors.Relative(images.flatten(1), gradient), 0, Tolerance);
    }

    [Fact]
    public void The_squared_distance_is_summed_over_the_values_of_each_point()
    {
        var expert = new SquaredDistance(tensor(new[,] { { 1.0, 2.0 } }));
        Assert.Equal([-5.0, -1.0], expert.At(tensor(new[,] { { 0.0, 0.0 }, { 1.0, 3.0 } })).LogDensity.data<double>().ToArray());
        Assert.Equal(-25, new SquaredDistance().At(tensor(new[,] { { 3.0, 4.0 } })).LogDensity.item<double>(), Tolerance);
    }

    [Theory]
    [Seeds]
    public void The_Gaussian_expert_is_the_exponent_of_the_normal_density(int seed)
    {
        var (mean, covariance, points) = (Problems.Points(seed + 1, 1)[0], Problems.Covariance(seed), Problems.Points(seed));
        var precision = linalg.inv(covariance);
        var density = new GaussianExpert(mean, covariance).At(points).LogDensity;
        for (var n = 0; n < 3; n++)
        {
            var sum = 0.0;
            for (var i = 0; i < Problems.Size; i++)
            {
                for (var j = 0; j < Problems.Size; j++)
                    sum -= 0.5 * (points[n, i] - mean[i]).item<double>() * precision[i, j].item<double>() * (points[n, j] - mean[j]).item<double>();
            }
            Assert.Equal(sum, density[n].item<double>(), 1e-9 * (1 + Math.Abs(sum)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_Boltzmann_expert_sums_over_all_states_of_the_hidden_units(bool normal)
    {
        var (weight, hidden, visible, points) = (Problems.Points(1, 4), Problems.Points(2, 1, 4)[0], Problems.Points(3, 1)[0], Problems.Points(4));
        var variances = Problems.Points(5, 1)[0].abs() + 0.5;
        var density = new BoltzmannExpert(weight, hidden, visible, normal ? variances : null).At(points).LogDensity;
        for (var n = 0; n < 3; n++)
        {
            var total = 0.0;
            for (var state = 0; state < 16; state++)
            {
                var exponent = 0.0;
                for (var i = 0; i < Problems.Size; i++)
                {
                    var x = points[n, i].item<double>();
                    exponent += visible[i].item<double>() * x - (normal ? x * x / (2 * variances[i].item<double>()) : 0);
                    for (var j = 0; j < 4; j++)
                        exponent += (state >> j & 1) * weight[j, i].item<double>() * x;
                }
                for (var j = 0; j < 4; j++)
                    exponent += (state >> j & 1) * hidden[j].item<double>();
                total += Math.Exp(exponent);
            }
            Assert.Equal(Math.Log(total), density[n].item<double>(), Tolerance * (1 + Math.Abs(Math.Log(total))));
        }
    }

    [Fact]
    public void A_Boltzmann_machine_with_large_inputs_neither_overflows_nor_loses_its_gradient()
    {
        var expert = new BoltzmannExpert(tensor(new[,] { { 1000.0 }, { -1000.0 } }), zeros(2, ScalarType.Float64), zeros(1, ScalarType.Float64));
        var (density, gradient) = expert.At(tensor(new[,] { { 5.0 }, { -5.0 } }));
        Assert.Equal([5000.0, 5000.0], density.data<double>().ToArray());
        Assert.Equal([1000.0, -1000.0], gradient.data<double>().ToArray());
    }

    [Fact]
    public void Experts_copy_what_they_are_made_from()
    {
        var (mean, covariance) = (Problems.Points(1, 1)[0], Problems.Covariance(1));
        var expert = new GaussianExpert(mean, covariance);
        var before = expert.At(Problems.Points(2)).LogDensity;
        mean.zero_();
        covariance.zero_();
        Assert.Equal(before.data<double>().ToArray(), expert.At(Problems.Points(2)).LogDensity.data<double>().ToArray());
    }

    [Fact]
    public void What_is_no_covariance_is_refused()
    {
        var mean = zeros(2, ScalarType.Float64);
        foreach (var wrong in new[] { new[,] { { 1.0, 2.0 }, { 2.0, 1.0 } }, new[,] { { 1.0, 0.5 }, { 0.0, 1.0 } }, new[,] { { 0.0, 0.0 }, { 0.0, 0.0 } }, new[,] { { double.NaN, 0.0 }, { 0.0, 1.0 } } })
            Assert.Contains("positive definite", Assert.Throws<ArgumentException>(() => new GaussianExpert(mean, tensor(wrong))).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2], not [3, 3]", Assert.Throws<ArgumentException>(() => new GaussianExpert(mean, eye(3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        Assert.Contains("[4, 6] with 3, 6 and", Assert.Throws<ArgumentException>(
            () => new BoltzmannExpert(zeros(4, 6), zeros(3), zeros(6))).Message, StringComparison.Ordinal);
        Assert.Contains("positive", Assert.Throws<ArgumentException>(
            () => new BoltzmannExpert(zeros(4, 6), zeros(4), zeros(6), zeros(6))).Message, StringComparison.Ordinal);
        Assert.Contains("6 values, not of 5", Assert.Throws<ArgumentException>(
            () => new BoltzmannExpert(zeros(4, 6), zeros(4), zeros(6)).At(zeros(2, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("one point, or one for each", Assert.Throws<ArgumentException>(
            () => new SquaredDistance(zeros(2, 5)).At(zeros(2, 5), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("one point, or one for each", Assert.Throws<ArgumentException>(
            () => new SquaredDistance(zeros(2, 5)).At(zeros(2, 6))).Message, StringComparison.Ordinal);
    }

    private static Expert Create(string name, int seed) => name switch
    {
        "origin" => new SquaredDistance(),
        "centres" => new SquaredDistance(Problems.Points(seed + 1)),
        "gaussian" => new GaussianExpert(Problems.Points(seed + 1, 1), Problems.Covariance(seed)),
        _ => new BoltzmannExpert(
            Problems.Points(seed + 1, 4), Problems.Points(seed + 2, 1, 4), Problems.Points(seed + 3, 1), name == "normal" ? Problems.Points(seed + 4, 1).abs() + 0.5 : null),
    };
}
