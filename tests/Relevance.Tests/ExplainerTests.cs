using System.Numerics;
using System.Text.RegularExpressions;
using Relevance.Catalogue;
using Relevance.Tests.Support;

namespace Relevance.Tests;

/// <summary>What every method promises, whatever it computes: every method × network.</summary>
public partial class ExplainerTests
{
    [Fact]
    public void Every_method_of_the_catalogue_is_on_the_list() =>
        Assert.Equal(MethodCatalogue.All.Select(definition => definition.Name).Order(), Explainers.All.Select(method => method.Call.Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Explainers.Names), MemberType = typeof(Explainers))]
    public void A_method_that_needs_a_network_says_so_and_any_other_takes_a_differentiable_model(string name)
    {
        var (method, model) = (Explainers.Find(name), new SpyModel(Subject.Residual.Network));
        if (method.NeedsNetwork)
            Refusals.Refused<ArgumentException>("give a Network", () => method.Make(Subject.Residual, model));
        else
            Assert.Same(model, method.Make(Subject.Residual, model).Model);
    }

    [Theory]
    [MemberData(nameof(Explainers.OnSubjects), MemberType = typeof(Explainers))]
    public void An_explanation_says_what_it_is(string method, string name)
    {
        var (subject, explainer) = Make(method, name);
        var explanation = explainer.Explain(subject.Images<float>());

        Assert.Matches(KebabCase(), explainer.Name);
        Assert.Equal(explainer.Name, explanation.Method);
        Assert.Equal(explainer.Parameters, explanation.Parameters);
        Assert.All(explainer.Parameters, parameter =>
        {
            Assert.Matches(KebabCaseWithDots(), parameter.Key);
            Assert.True(parameter.Value is bool or int or double or string, $"'{parameter.Key}' is a {parameter.Value.GetType()}.");
        });
        Assert.Same(subject.Network, explainer.Model);
        Assert.Equal(Target.Predicted, explanation.Target);
        Assert.Equal(subject.Count, explanation.Relevance.ImageCount);
        if (!explainer.Parameters.ContainsKey("layer"))
            Assert.Equal(subject.Wide.Lengths.ToArray(), explanation.Relevance.Lengths.ToArray());
        Assert.Equal(subject.Network.Scores(subject.Images<float>()).Values, explanation.Scores.Values);
        Assert.Equal(explanation.Scores.Lengths.ToArray(), explanation.Direction.Lengths.ToArray());
        Assert.All(explanation.Relevance.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.Contains(explanation.Relevance.Values.ToArray(), value => value != 0);
        if (!explainer.IsSigned)
            Assert.All(explanation.Relevance.Values.ToArray(), value => Assert.True(value >= 0));
        Assert.True(explanation.StandardErrors is null || explanation.StandardErrors.Lengths.SequenceEqual(explanation.Relevance.Lengths));
        Assert.All(explanation.Diagnostics, diagnostic => Assert.Equal(subject.Count, diagnostic.Value.Count));
        for (var i = 0; i < subject.Count; i++)
        {
            var score = explanation.Scores.Image(i).ToArray().Zip(explanation.Direction.Image(i).ToArray(), (s, d) => (double)s * d).Sum();
            Assert.Equal(score, explanation.ExplainedScores[i], 1e-12);
            Assert.Equal(explanation.Relevance.Image(i).ToArray().Sum(value => (double)value), explanation.TotalRelevances[i], 1e-9);
            Assert.Equal(explanation.ExplainedScores[i] - explanation.TotalRelevances[i], explanation.Residuals[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Explainers.OnSubjects), MemberType = typeof(Explainers))]
    public void An_image_has_the_same_bits_whatever_the_batch_and_the_threads(string method, string name)
    {
        SameBits<float>();
        SameBits<double>();

        void SameBits<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (subject, explainer) = Make(method, name);
            var images = subject.Images<T>();
            var expected = explainer.Explain(images);
            foreach (var (size, threads) in new[] { (1, 1), (7, 1), (64, 1), (1, 2), (7, 2), (64, 2), (5, 3) })
                Same.Explanation(expected, explainer.Explain(images, null, new ExplainOptions { BatchSize = size, Threads = threads }));
            // In another order, and by a method made anew.
            int[] backwards = [.. Enumerable.Range(0, subject.Count).Reverse()];
            var turned = Make(method, name).Explainer.Explain(Tensors.Select(images, backwards));
            for (var i = 0; i < subject.Count; i++)
                Assert.Equal(expected.Relevance.Image(i), turned.Relevance.Image(backwards[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Explainers.OnSubjects), MemberType = typeof(Explainers))]
    public void The_predicted_class_is_the_default_target(string method, string name)
    {
        var (subject, explainer) = Make(method, name);
        var images = subject.Images<double>();
        var byDefault = explainer.Explain(images);
        int[] predicted = [.. Enumerable.Range(0, subject.Count).Select(i => byDefault.Scores.Image(i).ToArray().Index().MaxBy(score => score.Item).Index)];
        Same.Explanation(byDefault, explainer.Explain(images, Target.Labels(predicted)));
        Same.Explanation(byDefault, explainer.Explain(images, Target.Predicted));
    }

    [Theory]
    [MemberData(nameof(Explainers.OnSubjects), MemberType = typeof(Explainers))]
    public async Task Several_threads_can_share_a_method_from_its_first_use_on(string method, string name)
    {
        var (subject, explainer) = Make(method, name);
        var images = subject.Images<float>();
        var expected = Make(method, name).Explainer.Explain(images);
        using var start = new Barrier(3);
        var threads = Enumerable.Range(0, 3).Select(thread => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            Same.Explanation(expected, explainer.Explain(images, null, new ExplainOptions { BatchSize = 5 + thread }));
        }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await Task.WhenAll(threads);
    }

    [Theory]
    [MemberData(nameof(Explainers.Names), MemberType = typeof(Explainers))]
    public void Progress_counts_the_images_of_each_batch_and_parts_of_them(string method)
    {
        var (subject, explainer) = Make(method, Explainers.Find(method).Small.Name);
        var (one, two) = (new Reports(), new Reports());
        explainer.Explain(subject.Images<float>(), null, new ExplainOptions { BatchSize = 8, Threads = 1, Progress = one });
        Assert.Equal([8, 16, 21], one.Values.Where(value => value is 8 or 16 or 21));
        Assert.Equal(one.Values.Distinct().Order(), one.Values);
        explainer.Explain(subject.Images<float>(), null, new ExplainOptions { BatchSize = 8, Threads = 2, Progress = two });
        Assert.Equal(21, two.Values[^1]);
        Assert.Equal(two.Values.Distinct().Order(), two.Values);
        Assert.All(two.Values.Prepend(0).Zip(two.Values), pair => Assert.InRange(pair.Second - pair.First, 0, 8));
    }

    [Fact]
    public void Progress_is_told_within_a_batch_where_each_image_takes_many_passes()
    {
        var reports = new Reports();
        MethodNotation.Parse("shapley-sampling(segment=1, orders=10)").Create(Subject.Golden.Network, Subject.Golden.Domain)
            .Explain(Tensors.Range(Subject.Golden.Images<float>(), 0, 2), null, new ExplainOptions { Threads = 1, Progress = reports });
        // 2 · 7,840 variants, 128 at a time.
        Assert.InRange(reports.Values.Count, 100, 200);
        Assert.Equal(2, reports.Values[^1]);
    }

    private static (Subject Subject, Explainer Explainer) Make(string method, string subject) => (Subject.Find(subject), Explainers.Find(method).Make(Subject.Find(subject)));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"^[a-z0-9]+([-.][a-z0-9]+)*$")]
    private static partial Regex KebabCaseWithDots();
}
