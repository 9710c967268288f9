using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Baselines;
using Relevance.Definitions;
using Relevance.Gradients;
using Relevance.Metrics;
using Relevance.Perturbation;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

/// <summary>What every measure promises, whatever it measures.</summary>
public class MeasureTests
{
    private static readonly MeasureContext Context = new(new InputDomain(Golden.Low, Golden.High), network => new GradientTimesInput(network), [.. Enumerable.Range(0, 32).Select(_ => Enumerable.Repeat(true, 784).ToArray())]);

    public static TheoryData<string> Names => [.. MeasureCatalogue.For(Context).Select(measure => measure.Name)];

    /// <summary>Those that can judge methods on any model.</summary>
    public static TheoryData<string> NamesForAnyModel => [.. MeasureCatalogue.For(Context with { Method = null }).Select(measure => measure.Name)];

    private static Measure Find(string name) => MeasureCatalogue.Find(name, Context);

    [Fact]
    public void Every_measure_says_what_it_is()
    {
        var all = MeasureCatalogue.For(Context);
        Assert.Distinct(all.Select(measure => measure.Name));
        Assert.Distinct(all.Select(measure => measure.Title));
        Assert.All(all, measure =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", measure.Name);
            Assert.True(Enum.IsDefined(measure.Aspect));
            Assert.All([measure.Title, measure.Meaning, measure.Cost], text => Assert.Matches("^\\S(.*[^.\\s])?$", text));
            Assert.All(measure.Parameters.Values, value => Assert.True(value is string or double or int or bool));
        });
    }

    [Fact]
    public void A_measure_of_another_name_is_refused_with_the_nearest()
    {
        Assert.Same(typeof(SelectivityGap), Find("selectivity-gap").GetType());
        Assert.Contains("selectivity-gap", Assert.Throws<FormatException>(() => Find("selectivty-gap")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neither_batch_size_nor_threads_make_any_difference(string name)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var images = Tensors.Range(Golden.Images<T>(), 0, 7);
            var explainer = new GradientTimesInput(Golden.Network);
            var expected = Find(name).Evaluate(explainer, images, options: new ExplainOptions { Threads = 1 });
            Assert.Equal(7, expected.Values.Count);
            foreach (var (size, threads) in new[] { (1, 1), (3, 1), (5, 2), (128, 3), (4, 16) })
            {
                var actual = Find(name).Evaluate(explainer, images, options: new ExplainOptions { BatchSize = size, Threads = threads });
                Assert.Equal((expected.Passes, expected.Explanations), (actual.Passes, actual.Explanations));
                Assert.Equal(expected.Values, actual.Values);
                Assert.Equal(expected.Curves.SelectMany(curve => curve.Values), actual.Curves.SelectMany(curve => curve.Values));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_calls_give_the_same_bits_and_whoever_explained(string name)
    {
        var images = Digits(5);
        var explainer = new GradientTimesInput(Golden.Network);
        var explanation = explainer.Explain(images, Target.Labels(Golden.Classes[..5]));
        var first = Find(name).Evaluate(explainer, images, Target.Labels(Golden.Classes[..5]));
        var second = Find(name).Evaluate(explainer, images, explanation);
        Assert.Equal(first.Values, second.Values);
        Assert.Equal(first.Curves.SelectMany(curve => curve.Values), second.Curves.SelectMany(curve => curve.Values));
    }

    [Theory]
    [MemberData(nameof(NamesForAnyModel))]
    public void No_pass_is_larger_than_the_batch_size_and_every_image_is_counted(string name)
    {
        var images = Digits(5);
        var spy = new SpyModel(Golden.Network);
        var explainer = CustomExplainer.Itself(spy);
        var explanation = explainer.Explain(images);
        spy.Forward.Clear();
        var reports = new Reports();
        var result = Find(name).Evaluate(explainer, images, explanation, new ExplainOptions { BatchSize = 4, Progress = reports });
        Assert.All(spy.Forward, size => Assert.InRange(size, 1, 4));
        Assert.Equal(spy.Forward.Sum(), result.Passes + result.Explanations);
        Assert.Equal([4, 5], reports.Values.Where(value => value is 4 or 5));
    }

    [Theory]
    [MemberData(nameof(NamesForAnyModel))]
    public void It_ends_where_that_is_asked_for(string name)
    {
        using var source = new CancellationTokenSource();
        var spy = new SpyModel(Golden.Network, source.Cancel);
        var images = Digits(2);
        var explanation = CustomExplainer.Itself(Golden.Network).Explain(images);
        // Those that ask for no pass end between two batches only.
        var options = new ExplainOptions { BatchSize = 1, CancellationToken = source.Token, Progress = new Reports(source.Cancel) };
        Assert.ThrowsAny<OperationCanceledException>(() => Find(name).Evaluate(CustomExplainer.Itself(spy), images, explanation, options));
        Assert.InRange(spy.Forward.Count, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_without_a_value_is_counted_with_the_reason(string name)
    {
        var images = Digits(4);
        var network = Golden.Network;
        var broken = CustomExplainer.ByValue(network, (image, place, value) => image == 2 && place == 3 * 28 + 3 ? double.NaN : value * Math.Sin(place));
        var explanation = broken.Explain(images);
        var result = Find(name).Evaluate(new GradientTimesInput(network), images, explanation, new ExplainOptions { BatchSize = 3 });
        Assert.Equal([true, true, false, true], result.Values.Select(value => value is { } number && double.IsFinite(number)));
        Assert.Equal([new MeasureFailure(2, "The relevance is not finite.")], result.Failures);
        Assert.True(double.IsFinite(result.Mean!.Value));
        Assert.All(result.Curves, curve => Assert.Equal([false, false, true, false], curve.Values.Select(row => row is null)));
        Assert.All(result.Curves.SelectMany(curve => curve.Mean), value => Assert.True(double.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_explanation_of_zeros_never_gives_a_value_that_is_not_finite(string name)
    {
        var network = Golden.Network;
        var result = Find(name).Evaluate(CustomExplainer.ByValue(network, (_, _, _) => 0), Digits(3));
        Assert.All(result.Values, (value, i) => Assert.True(value is { } number ? double.IsFinite(number) : result.Failures.Any(failure => failure.Image == i)));
        Assert.Equal(3, result.Values.Count(value => value is not null) + result.Failures.Count);
    }

    [Fact]
    public void Relevance_of_a_hidden_layer_and_models_of_unknown_layers_are_refused()
    {
        var network = Golden.Network;
        var images = Digits(2);
        var explanation = new GradientTimesInput(network).Explain(images);
        Assert.Contains("[3, 1, 28, 28]", Assert.Throws<ArgumentException>(() =>
            new Sparseness().Evaluate(new GradientTimesInput(network), Digits(3), explanation)).Message, StringComparison.Ordinal);
        Assert.Contains("a Network", Assert.Throws<ArgumentException>(() =>
            Find("model-randomization").Evaluate(CustomExplainer.Itself(new SpyModel(network)), images)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Selectivity(FeatureMask.Values, Baseline.Zero, FlippingOrder.Random, recomputed: true));
    }

    private static Tensor<double> Digits(int count) => Tensors.Range(Golden.Images<double>(), 0, count);
}
