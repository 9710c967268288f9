using Relevance.Catalogue;
using Relevance.Evaluation;
using Relevance.Gradients;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Evaluation;

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
    public void The_batch_size_makes_no_difference(string name)
    {
        var images = Golden.Images()[..7];
        var explainer = new GradientTimesInput(Golden.Network());
        var expected = Find(name).Evaluate(explainer, images);
        Assert.Equal(7, expected.Values.Count);
        foreach (var size in new[] { 1, 3, 5 })
        {
            var actual = Find(name).Evaluate(explainer, images, options: new ExplainOptions { BatchSize = size });
            Assert.Equal((expected.Passes, expected.Explanations), (actual.Passes, actual.Explanations));
            for (var i = 0; i < 7; i++)
                Assert.Equal(expected.Values[i]!.Value, actual.Values[i]!.Value, 1e-9 * Math.Max(1, Math.Abs(expected.Values[i]!.Value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_calls_give_the_same_bits_and_whoever_explained(string name)
    {
        // In float64, which does not round otherwise where a test beside this one switches oneDNN off for the whole process.
        var images = Golden.Images()[..5];
        var explainer = new GradientTimesInput(Golden.Network());
        using var explanation = explainer.Explain(images, Target.Labels(Golden.Classes[..5]));
        var first = Find(name).Evaluate(explainer, images, Target.Labels(Golden.Classes[..5]));
        var second = Find(name).Evaluate(explainer, images, explanation);
        Assert.Equal(first.Values, second.Values);
        Assert.Equal(first.Curves.SelectMany(curve => curve.Values), second.Curves.SelectMany(curve => curve.Values));
    }

    [Theory]
    [MemberData(nameof(NamesForAnyModel))]
    public void No_pass_is_larger_than_the_batch_size_and_every_image_is_counted(string name)
    {
        var images = Golden.Images()[..5];
        var spy = new SpyModel(Golden.Network());
        var explainer = new CustomExplainer(spy, (batch, _) => batch.Images);
        using var explanation = explainer.Explain(images);
        spy.Forward.Clear();
        var reports = new Reports();
        var result = Find(name).Evaluate(explainer, images, explanation, new ExplainOptions { BatchSize = 4, Progress = reports });
        Assert.All(spy.Forward, size => Assert.InRange(size, 1, 4));
        Assert.Equal(spy.Forward.Sum(), result.Passes + result.Explanations);
        Assert.Equal([4, 5], reports.Values);
    }

    [Theory]
    [MemberData(nameof(NamesForAnyModel))]
    public void It_ends_where_that_is_asked_for(string name)
    {
        using var source = new CancellationTokenSource();
        var spy = new SpyModel(Golden.Network(), source.Cancel);
        var images = Golden.Images()[..2];
        using var explanation = new CustomExplainer(Golden.Network(), (batch, _) => batch.Images).Explain(images);
        // Those that ask for no pass end between two batches only.
        var options = new ExplainOptions { BatchSize = 1, CancellationToken = source.Token, Progress = new Reports(source.Cancel) };
        Assert.ThrowsAny<OperationCanceledException>(() => Find(name).Evaluate(new CustomExplainer(spy, (batch, _) => batch.Images), images, explanation, options));
        Assert.InRange(spy.Forward.Count, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_without_a_value_is_counted_with_the_reason(string name)
    {
        var images = Golden.Images()[..4];
        var network = Golden.Network();
        var broken = new CustomExplainer(network, (batch, direction) =>
        {
            var relevance = batch.Images * network.ScoresAndGradient(batch.Images, _ => direction).Gradient;
            for (var i = 0; i < batch.Count; i++)
            {
                if (batch.Places[i] == 2)
                    relevance[i, 0, 3, 3] = double.NaN;
            }
            return relevance;
        });
        using var explanation = broken.Explain(images);
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
        var network = Golden.Network();
        var result = Find(name).Evaluate(new CustomExplainer(network, (batch, _) => zeros_like(batch.Images)), Golden.Images()[..3]);
        Assert.All(result.Values, (value, i) => Assert.True(value is { } number ? double.IsFinite(number) : result.Failures.Any(failure => failure.Image == i)));
        Assert.Equal(3, result.Values.Count(value => value is not null) + result.Failures.Count);
    }

    [Fact]
    public void Relevance_of_a_hidden_layer_and_models_of_unknown_layers_are_refused()
    {
        var network = Golden.Network();
        var images = Golden.Images()[..2];
        using var explanation = new GradientTimesInput(network).Explain(images);
        Assert.Contains("[3, 1, 28, 28]", Assert.Throws<ArgumentException>(() =>
            new Sparseness().Evaluate(new GradientTimesInput(network), Golden.Images()[..3], explanation)).Message, StringComparison.Ordinal);
        Assert.Contains("Network.From", Assert.Throws<ArgumentException>(() =>
            Find("model-randomization").Evaluate(new GradientTimesInput(new SpyModel(network)), images)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Selectivity(Relevance.Perturbation.FeatureMask.Values, Baselines.Baseline.Zero, FlippingOrder.Random, recomputed: true));
    }
}
