using System.Numerics.Tensors;
using Relevance.Definitions;
using Relevance.Gradients;
using Relevance.Metrics;
using Relevance.Tests.Support;

namespace Relevance.Tests.Metrics;

public class SharedPassesTests
{
    private static readonly MeasureContext Context = new(new InputDomain(Golden.Low, Golden.High), network => new GradientTimesInput(network));

    [Fact]
    public void What_is_shared_changes_no_bit_of_any_measure_for_any_method()
    {
        var (network, images) = (Golden.Network, Digits());
        var shared = new SharedPasses<double>(network, images);
        var options = new ExplainOptions { BatchSize = 3 };
        foreach (var explainer in new Explainer[] { new GradientTimesInput(network), new SensitivityAnalysis(network) })
        {
            var explanation = explainer.Explain(images, options: options);
            foreach (var measure in MeasureCatalogue.For(Context))
            {
                var (alone, together) = (measure.Evaluate(explainer, images, explanation, options), measure.Evaluate(explainer, images, explanation, options, shared));
                Assert.Equal(alone.Values, together.Values);
                Assert.Equal(alone.Curves.SelectMany(curve => curve.Values), together.Curves.SelectMany(curve => curve.Values));
                Assert.InRange(together.Passes, 0, alone.Passes);
            }
        }
    }

    [Fact]
    public void Twins_of_a_measure_and_measures_of_other_methods_let_nothing_through_the_model_twice()
    {
        var (network, images) = (Golden.Network, Digits());
        var shared = new SharedPasses<double>(network, images);
        var first = new GradientTimesInput(network).Explain(images);
        Assert.All(["selectivity", "selectivity-least-first", "selectivity-random", "monotonicity"], name => Assert.Equal(5 * 49, Passes(name, first)));
        Assert.All(["faithfulness-correlation", "removal-infidelity"], name => Assert.Equal(5 * 100, Passes(name, first)));
        Assert.Equal(5 * 2 * 10, Passes("selectivity-gap-road", first));
        Assert.All(["selectivity-gap", "selectivity-gap-probability", "selectivity-gap-accuracy", "selectivity-gap-road-accuracy", "removal-infidelity-scaled"],
            name => Assert.Equal(0, Passes(name, first)));
        var second = new SensitivityAnalysis(network).Explain(images);
        Assert.All(["selectivity-random", "monotonicity", "faithfulness-correlation", "removal-infidelity"], name => Assert.Equal(0, Passes(name, second)));
        Assert.Equal(5 * 49, Passes("selectivity", second));

        long Passes(string name, Explanation<double> explanation) =>
            MeasureCatalogue.Find(name, Context).Evaluate(new GradientTimesInput(network), images, explanation, shared: shared).Passes;
    }

    [Fact]
    public void Another_class_is_another_question()
    {
        var (network, images) = (Golden.Network, Digits());
        var shared = new SharedPasses<double>(network, images);
        var explainer = new GradientTimesInput(network);
        var three = explainer.Explain(images, Target.Class(3));
        var four = explainer.Explain(images, Target.Class(4));
        var random = MeasureCatalogue.Find("selectivity-random", Context);
        random.Evaluate(explainer, images, three, shared: shared);
        Assert.Equal(random.Evaluate(explainer, images, four).Values, random.Evaluate(explainer, images, four, shared: shared).Values);
    }

    [Fact]
    public void Other_images_or_another_model_are_refused()
    {
        var (network, images) = (Golden.Network, Digits());
        var explainer = new GradientTimesInput(network);
        var explanation = explainer.Explain(images);
        Assert.Throws<ArgumentException>(() => new Sparseness().Evaluate(explainer, images, explanation, shared: new SharedPasses<double>(network, Digits())));
        Assert.Throws<ArgumentException>(() => new Sparseness().Evaluate(explainer, images, explanation, shared: new SharedPasses<double>(Golden.Make(0.01), images)));
    }

    private static Tensor<double> Digits() => Tensors.Range(Golden.Images<double>(), 0, 5);
}
