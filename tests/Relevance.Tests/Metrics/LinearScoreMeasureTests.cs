using System.Numerics.Tensors;
using Relevance.Baselines;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Metrics;
using Relevance.Networks;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

/// <summary>Of a score that is linear in the image, every measure has a value that can be said beforehand.</summary>
public class LinearScoreMeasureTests
{
    private const double Tolerance = 1e-10;
    private static readonly Target Class = Target.Class(2);
    private static readonly (Network Network, Weights Weights, Weights Bias) Model = LinearModels.Of(7);
    private static readonly Network Network = Model.Network;
    private static readonly Tensor<double> Images = RandomNetworks.Images(7, 5);
    private static readonly GradientTimesInput Exact = new(Network);

    [Fact]
    public void Flipping_by_the_contributions_takes_them_from_the_score_in_their_order()
    {
        var result = new Selectivity(FeatureMask.Values, Baseline.Zero).Evaluate(Exact, Images, Class);
        for (var image = 0; image < 5; image++)
        {
            double[] contributions = [.. Contributions(2, image).OrderDescending()];
            var score = Score(image);
            var curve = result.Curves[0].Values[image]!;
            Assert.Equal(129, curve.Count);
            var (sum, area) = (0.0, 0.0);
            for (var step = 0; step <= 128; step++)
            {
                Assert.Equal(score - sum, curve[step], Tolerance);
                area += (step is 0 or 128 ? 0.5 : 1) * curve[step] / 128;
                sum += step < 128 ? contributions[step] : 0;
            }
            Assert.Equal(area, result.Values[image]!.Value, Tolerance);
        }
    }

    [Fact]
    public void Flipping_by_the_contributions_is_the_lowest_curve_of_all_and_the_reverse_order_the_highest()
    {
        var lowest = Curve(Exact, FlippingOrder.MostRelevantFirst);
        var highest = Curve(Exact, FlippingOrder.LeastRelevantFirst);
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var other = Curve(CustomExplainer.Random(Network, seed), FlippingOrder.MostRelevantFirst);
            for (var image = 0; image < 5; image++)
            {
                for (var step = 0; step < other[image].Count; step++)
                    Assert.InRange(other[image][step], lowest[image][step] - Tolerance, highest[image][step] + Tolerance);
            }
        }

        static IReadOnlyList<double>[] Curve(Explainer explainer, FlippingOrder order) =>
            [.. new Selectivity(FeatureMask.Squares(2), Baseline.Zero, order).Evaluate(explainer, Images, Class).Curves[0].Values.Select(row => row!)];
    }

    [Fact]
    public void Explaining_again_after_each_removal_finds_the_same_order()
    {
        var once = new Selectivity(FeatureMask.Squares(2), Baseline.Zero).Evaluate(Exact, Images, Class);
        var again = new Selectivity(FeatureMask.Squares(2), Baseline.Zero, recomputed: true).Evaluate(Exact, Images, Class);
        Assert.Equal(once.Curves[0].Values, again.Curves[0].Values);
        Assert.Equal((5 * 16, 5 * 16, 0, 5 * 15), (once.Passes, again.Passes, once.Explanations, again.Explanations));
    }

    [Fact]
    public void Several_features_at_a_time_leave_the_same_curve_with_fewer_points()
    {
        var fine = new Selectivity(FeatureMask.Squares(2), Baseline.Zero).Evaluate(Exact, Images, Class);
        var coarse = new Selectivity(FeatureMask.Squares(2), Baseline.Zero, perStep: 5).Evaluate(Exact, Images, Class);
        Assert.Equal([0, 5, 10, 15, 16], coarse.Curves[0].Steps);
        Assert.Equal(5 * 4, coarse.Passes);
        for (var image = 0; image < 5; image++)
        {
            var points = coarse.Curves[0].Steps.Select(step => fine.Curves[0].Values[image]![(int)step]).ToArray();
            Assert.Equal(points, coarse.Curves[0].Values[image]!, (a, b) => Math.Abs(a - b) < Tolerance);
            var area = (5 * (points[0] + 2 * points[1] + 2 * points[2] + points[3]) + points[3] + points[4]) / 2 / 16;
            Assert.Equal(area, coarse.Values[image]!.Value, Tolerance);
        }
    }

    [Fact]
    public void The_gap_is_the_area_between_both_orders()
    {
        var most = new Selectivity(FeatureMask.Squares(2), Baseline.Zero).Evaluate(Exact, Images, Class);
        var least = new Selectivity(FeatureMask.Squares(2), Baseline.Zero, FlippingOrder.LeastRelevantFirst).Evaluate(Exact, Images, Class);
        var gap = new SelectivityGap(FeatureMask.Squares(2), Baseline.Zero).Evaluate(Exact, Images, Class);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(least.Values[i]!.Value - most.Values[i]!.Value, gap.Values[i]!.Value, Tolerance));
        Assert.All(gap.Values, value => Assert.InRange(value!.Value, 0.1, double.MaxValue));
    }

    [Fact]
    public void The_gradient_foretells_every_perturbation()
    {
        Assert.All(Values(new Infidelity(0.5), new InputGradient(Network)), value => Assert.Equal(0, value, Tolerance));
        Assert.All(Values(new RemovalInfidelity(Baseline.Zero), Exact), value => Assert.Equal(0, value, Tolerance));
        Assert.All(Values(new Infidelity(0.5), Exact), value => Assert.InRange(value, 0.1, double.MaxValue));
    }

    [Fact]
    public void The_best_factor_forgives_any_scale_and_sign()
    {
        var scaled = CustomExplainer.OfGradient(Network, (_, gradient) => -3 * gradient);
        Assert.All(Values(new Infidelity(0.5, scaled: true), scaled), value => Assert.Equal(0, value, Tolerance));
        Assert.All(Values(new RemovalInfidelity(Baseline.Zero, scaled: true), CustomExplainer.SignTurned(Network)), value => Assert.Equal(0, value, Tolerance));
    }

    [Fact]
    public void Contributions_correlate_perfectly_with_what_removal_costs()
    {
        var features = FeatureMask.Squares(2);
        Measure[] measures = [new FaithfulnessCorrelation(features, Baseline.Zero), new SensitivityN(features, Baseline.Zero), new Monotonicity(features, Baseline.Zero)];
        foreach (var measure in measures)
            Assert.All(Values(measure, Exact), value => Assert.Equal(1, value, Tolerance));
        foreach (var measure in measures[..2])
            Assert.All(Values(measure, CustomExplainer.SignTurned(Network)), value => Assert.Equal(-1, value, Tolerance));
        // It compares magnitudes.
        Assert.All(Values(measures[2], CustomExplainer.SignTurned(Network)), value => Assert.Equal(1, value, Tolerance));
    }

    [Fact]
    public void What_conserves_all_but_the_bias_is_off_by_it()
    {
        var found = Values(new Conservation(), Exact);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(Math.Abs(Model.Bias[2] / Score(i)), found[i], 1e-9));
    }

    [Fact]
    public void Continuity_of_sensitivity_analysis_is_0_and_of_gradient_times_input_bounded_by_the_weights()
    {
        Assert.All(Values(new Continuity(0, relative: false), new SensitivityAnalysis(Network)), value => Assert.Equal(0, value, Tolerance));
        var bound = Math.Sqrt(Enumerable.Range(0, 128).Sum(i => Math.Pow(Model.Weights[2 * 128 + i], 2)));
        Assert.All(Values(new Continuity(0, relative: false), Exact), value => Assert.InRange(value, bound / 10, bound));
    }

    [Fact]
    public void A_gradient_that_is_the_same_everywhere_is_not_sensitive()
    {
        Assert.All(Values(new MaxSensitivity(0.3), new InputGradient(Network)), value => Assert.Equal(0, value, Tolerance));
        Assert.All(Values(new MaxSensitivity(0.3), Exact), value => Assert.InRange(value, 0.01, 1));
    }

    [Fact]
    public void The_random_logit_compares_with_the_contributions_to_another_class()
    {
        var found = Values(new RandomLogit(), Exact);
        for (var image = 0; image < 5; image++)
        {
            double[] cosines = [.. new[] { 0, 1, 3 }.Select(other =>
            {
                var (own, its) = (Contributions(2, image), Contributions(other, image));
                return Math.Abs(Product(own, its) / Math.Sqrt(Product(own, own) * Product(its, its)));
            })];
            Assert.Contains(cosines, cosine => Math.Abs(cosine - found[image]) < Tolerance);
        }
        Assert.All(Values(new RandomLogit(), CustomExplainer.Itself(Network)), value => Assert.Equal(1, value, Tolerance));
        // That only its sign depends on the class is no explanation either.
        var signed = new CustomExplainer(Network, (batch, direction) =>
        {
            var map = Tensors.Range(batch.Images, 0, batch.Count);
            for (var image = 0; image < batch.Count; image++)
            {
                foreach (ref var value in map.Image(image))
                    value *= 2 * direction.Image(image)[2] - 1;
            }
            return map;
        });
        Assert.All(Values(new RandomLogit(), signed), value => Assert.Equal(1, value, Tolerance));
    }

    [Fact]
    public void Few_features_suffice_where_few_have_weight()
    {
        var weights = new double[128];
        (weights[11], weights[101]) = (1, -2);
        var network = LinearModels.Dense(Weights.Of(weights, [1, 128]), null);
        var result = new EffectiveComplexity(FeatureMask.Values, Baseline.Zero, 0.01).Evaluate(new GradientTimesInput(network), Support.Images.Full(1, [2, 8, 8], 1));
        Assert.Equal(2.0 / 128, result.Values[0]!.Value, Tolerance);
        // What a constant map names is as good as chance: half of the pixels and more.
        var constant = new EffectiveComplexity(FeatureMask.Values, Baseline.Zero, 0.01)
            .Evaluate(CustomExplainer.ByValue(network, (_, _, _) => 1), Support.Images.Full(20, [2, 8, 8], 1));
        Assert.InRange(constant.Mean!.Value, 0.5, 0.9);
    }

    [Fact]
    public void Relevance_of_a_single_pixel_jumps_from_quadrant_to_quadrant()
    {
        var image = Support.Images.Full(1, [2, 8, 8], 0);
        image.Values[64 + 6 * 8 + 3] = 5;
        var itself = CustomExplainer.Itself(Network);
        var result = new TranslationContinuity(0, 2).Evaluate(itself, image);
        Assert.Equal(1, result.Values[0]!.Value, Tolerance);
        Assert.Equal([5, 5, 5, 0, 0], result.Curves[2].Values[0]!);
        Assert.Equal([0, 0, 0, 5, 5], result.Curves[3].Values[0]!);
        var everywhere = CustomExplainer.ByValue(Network, (_, _, _) => 1);
        Assert.Equal(0, new TranslationContinuity(0, 2).Evaluate(everywhere, image).Values[0]!.Value, Tolerance);
    }

    [Fact]
    public void Sparseness_and_complexity_have_their_extremes_at_one_value_and_at_all_alike()
    {
        var even = CustomExplainer.ByValue(Network, (_, _, _) => -3);
        var single = CustomExplainer.ByValue(Network, (_, place, _) => place == 3 * 8 + 3 ? -2 : 0);
        Assert.All(Values(new Sparseness(), even), value => Assert.Equal(0, value, Tolerance));
        Assert.All(Values(new Sparseness(), single), value => Assert.Equal(1 - 1.0 / 128, value, Tolerance));
        Assert.All(Values(new Complexity(), even), value => Assert.Equal(Math.Log(128), value, Tolerance));
        Assert.All(Values(new Complexity(), single), value => Assert.Equal(0, value, Tolerance));
    }

    private static double Score(int image) => Network.ScoresOf(Images.Image(image), Images.ImageShape)[2];

    private static double[] Contributions(int to, int image) => [.. Images.Image(image).ToArray().Select((value, i) => Model.Weights[to * 128 + i] * value)];

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Values(Measure measure, Explainer explainer) => [.. measure.Evaluate(explainer, Images, Class).Values.Select(value => value!.Value)];
}
