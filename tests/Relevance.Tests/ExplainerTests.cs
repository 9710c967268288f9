using System.Numerics;
using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tests.Support;

namespace Relevance.Tests;

/// <summary>What every method promises, whatever it computes: every method × network.</summary>
public partial class ExplainerTests
{
    private static ExplainOptions InThrees { get; } = new() { BatchSize = 3, Threads = 2 };

    public static TheoryData<string, string> Table => [.. from method in Explainers.All from subject in Subject.All select new TheoryDataRow<string, string>(method.Name, subject.Name)];

    public static TheoryData<string> Methods => [.. Explainers.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Table))]
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
    [MemberData(nameof(Table))]
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
            foreach (var (size, threads) in new[] { (1, 1), (7, 1), (64, 1), (1, 2), (7, 2), (64, 2) })
                AssertSame(expected, explainer.Explain(images, null, new ExplainOptions { BatchSize = size, Threads = threads }));
            // In another order, and by a method made anew.
            int[] backwards = [.. Enumerable.Range(0, subject.Count).Reverse()];
            var turned = Make(method, name).Explainer.Explain(Tensors.Select(images, backwards));
            for (var i = 0; i < subject.Count; i++)
                Assert.Equal(expected.Relevance.Image(i), turned.Relevance.Image(backwards[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void The_predicted_class_is_the_default_target(string method, string name)
    {
        var (subject, explainer) = Make(method, name);
        var images = subject.Images<double>();
        var byDefault = explainer.Explain(images);
        int[] predicted = [.. Enumerable.Range(0, subject.Count).Select(i => byDefault.Scores.Image(i).ToArray().Index().MaxBy(score => score.Item).Index)];
        AssertSame(byDefault, explainer.Explain(images, Target.Labels(predicted)));
        AssertSame(byDefault, explainer.Explain(images, Target.Predicted));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Whatever_happens_the_model_the_images_and_the_next_explanation_are_as_before(string method, string name)
    {
        var (subject, explainer) = Make(method, name);
        var images = subject.Images<float>();
        var (before, values, scores) = (explainer.Explain(images), images.Values.ToArray(), subject.Network.Scores(images).Values.ToArray());
        foreach (var happen in Situations)
        {
            happen(explainer, images);
            AssertSame(before, explainer.Explain(images));
        }
        Assert.Equal(values, images.Values.ToArray());
        Assert.Equal(scores, subject.Network.Scores(images).Values.ToArray());
    }

    /// <summary>What can happen to an explanation, and what the caller then sees.</summary>
    private static readonly Action<Explainer, Tensor<float>>[] Situations =
    [
        (explainer, images) => Refused<ArgumentOutOfRangeException>("The model has the classes 0 to ", () => explainer.Explain(images, Target.Class(99))),
        (explainer, images) => Refused<ArgumentOutOfRangeException>("the target is -1", () => explainer.Explain(images, Target.Class(-1))),
        (explainer, images) => Refused<ArgumentOutOfRangeException>(
            "the target of image 19 is -1", () => explainer.Explain(images, Target.Labels([.. Enumerable.Range(0, images.ImageCount).Select(i => i == 19 ? -1 : 0)]), InThrees)),
        (explainer, images) => Refused<ArgumentException>($"There are {images.ImageCount} images but 2 labels", () => explainer.Explain(images, Target.Labels(0, 1))),
        (explainer, images) => Refused<ArgumentException>("is not one class among several", () => explainer.Explain(images, Target.LogOdds(Target.Contrast(0, 1)))),
        (explainer, images) => Refused<ArgumentException>("one row of relevances", () => explainer.Explain(images, Target.Relevances(Tensors.Zeros<double>(1, [4])))),
        (explainer, images) => Refused<ArgumentException>("not finite", () => explainer.Explain(With(images, float.NaN))),
        (explainer, images) => Refused<ArgumentException>("not finite", () => explainer.Explain(With(images, float.NegativeInfinity))),
        (explainer, images) => Refused<ArgumentException>($"[0, {string.Join(", ", images.ImageShape)}]", () => explainer.Explain(Tensors.Zeros<float>(0, images.ImageShape))),
        (explainer, images) => Refused<ArgumentException>("[3] cannot be explained", () => explainer.Explain(Tensors.Zeros<float>(3, []))),
        // Two channels too many, and vectors instead of images.
        (explainer, images) => Refused<ArgumentException>("cannot be applied to", () => explainer.Explain(Tensors.Zeros<float>(3, images.ImageShape.With(0, images.ImageShape[0] + 2)))),
        (explainer, images) => Refused<ArgumentException>("cannot be applied to", () => explainer.Explain(Tensors.Zeros<float>(3, [images.ImageShape.Size]), null, InThrees)),
        (explainer, images) => Refused<ArgumentOutOfRangeException>("BatchSize", () => explainer.Explain(images, null, new() { BatchSize = 0 })),
        (explainer, images) => Refused<ArgumentOutOfRangeException>("Threads", () => explainer.Explain(images, null, new() { Threads = 0 })),
        (explainer, images) => Assert.Throws<ArgumentNullException>(() => explainer.Explain<float>(null!)),
        // Somebody else's code fails: the target's for the first image and for later ones, that which is told the progress.
        (explainer, images) => Assert.Throws<DeliberateException>(() => explainer.Explain(images, new WatchedTarget(0, () => throw new DeliberateException()))),
        (explainer, images) => Assert.Throws<DeliberateException>(() => explainer.Explain(images, new WatchedTarget(17, () => throw new DeliberateException()), InThrees)),
        (explainer, images) => Assert.Throws<DeliberateException>(
            () => explainer.Explain(images, null, InThrees with { Progress = new Reports(() => throw new DeliberateException()) })),
        (explainer, images) =>
        {
            var reports = new Reports();
            foreach (var threads in new[] { 1, 2 })
                Assert.ThrowsAny<OperationCanceledException>(() => explainer.Explain(images, null, InThrees with { Threads = threads, Progress = reports, CancellationToken = new(true) }));
            Assert.Empty(reports.Values);
        },
        (explainer, images) =>
        {
            // Between two batches: what is under way on other threads may be finished, but nothing is begun.
            foreach (var threads in new[] { 1, 2 })
            {
                using var source = new CancellationTokenSource();
                var reports = new Reports(source.Cancel);
                Assert.ThrowsAny<OperationCanceledException>(
                    () => explainer.Explain(images, null, InThrees with { Threads = threads, Progress = reports, CancellationToken = source.Token }));
                Assert.InRange(reports.Values.Count, 1, threads);
            }
        },
        (explainer, images) =>
        {
            // Within the only batch, once its scores are known.
            using var source = new CancellationTokenSource();
            var reports = new Reports();
            Assert.ThrowsAny<OperationCanceledException>(() => explainer.Explain(
                images, new WatchedTarget(0, source.Cancel), new ExplainOptions { Threads = 1, Progress = reports, CancellationToken = source.Token }));
            Assert.Empty(reports.Values);
        },
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Several_threads_can_share_a_method_from_its_first_use_on(string method, string name)
    {
        var (subject, explainer) = Make(method, name);
        var images = subject.Images<float>();
        var expected = Make(method, name).Explainer.Explain(images);
        using var start = new Barrier(3);
        var threads = Enumerable.Range(0, 3).Select(thread => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            AssertSame(expected, explainer.Explain(images, null, new ExplainOptions { BatchSize = 5 + thread }));
        }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await Task.WhenAll(threads);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_layer_that_throws_leaves_nothing_broken(string method)
    {
        var (fuse, images) = (new Fuse(), RandomNetworks.Images(4));
        var expected = Explainers.Find(method).Make(new("fuse", Network(), images)).Explain(images);
        var explainer = Explainers.Find(method).Make(new("fuse", Network(), images));
        fuse.BlowAfter(0);
        Assert.Throws<DeliberateException>(() => explainer.Explain(images));
        AssertSame(expected, explainer.Explain(images));

        Network Network()
        {
            var (b, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(4));
            var x = b.Add("1", new FuseLayer(fuse), b.Convolution("0", draw.Weight(3, 2, 3, 3), draw.Bias(3), ConvolutionGeometry.Plain(2), b.Input));
            x = b.Add("3", new FlattenLayer(), b.Add("2", new LeakyReluLayer(), x));
            return b.Build(b.Dense("4", draw.Weight(4, 108), draw.Bias(4), x));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_model_that_throws_leaves_nothing_broken_and_is_never_asked_by_two_threads_unless_it_says_so(string method)
    {
        var fuse = new Fuse();
        var model = new FuseModel(Subject.Residual.Network, fuse);
        var explainer = Explainers.Find(method).Make(Subject.Residual with { Model = model });
        if (explainer.Model != model)
        {
            // This method asks for a network, which is no code of the user's but for its layers.
            Assert.IsType<Network>(explainer.Model);
            return;
        }
        var images = Subject.Residual.Images<double>();
        var expected = Make(method, Subject.Residual.Name).Explainer.Explain(images);
        foreach (var passes in new[] { 0, 1 })
        {
            fuse.BlowAfter(passes);
            Assert.Throws<DeliberateException>(() => explainer.Explain(images, null, InThrees with { Threads = 4 }));
            AssertSame(expected, explainer.Explain(images, null, InThrees with { Threads = 4 }));
        }
        Assert.False(model.WasShared);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Progress_counts_the_images_of_each_batch(string method)
    {
        var (subject, explainer) = Make(method, Subject.Residual.Name);
        var (one, two) = (new Reports(), new Reports());
        explainer.Explain(subject.Images<float>(), null, new ExplainOptions { BatchSize = 8, Threads = 1, Progress = one });
        Assert.Equal([8, 16, 21], one.Values);
        explainer.Explain(subject.Images<float>(), null, new ExplainOptions { BatchSize = 8, Threads = 2, Progress = two });
        Assert.Equal(21, two.Values[^1]);
        Assert.All(two.Values.Prepend(0).Zip(two.Values), pair => Assert.InRange(pair.Second - pair.First, 1, 8));
    }

    /// <summary>The images themselves, copied once; the results, once for each batch and once together; the scores.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Ten_thousand_images_take_no_more_memory_than_a_few_times_themselves(string method)
    {
        const int count = 10_000;
        var (subject, explainer) = Make(method, Subject.Residual.Name);
        var images = Tensors.Select(subject.Images<float>(), [.. Enumerable.Range(0, count).Select(i => i % subject.Count)]);
        var options = new ExplainOptions { Threads = 1 };
        var few = explainer.Explain(Tensors.Range(images, 0, 200), null, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var explanation = explainer.Explain(images, null, options);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(few.Relevance.Values, Tensors.Range(explanation.Relevance, 0, 200).Values);
        var both = sizeof(float) * (images.FlattenedLength + explanation.Relevance.FlattenedLength);
        Assert.InRange(allocated, explanation.Relevance.FlattenedLength, 4 * both * Explainers.Find(method).Passes);
    }

    [Fact]
    public void Images_of_ever_other_shapes_are_explained_one_after_the_other()
    {
        var explainer = new LayerwiseRelevancePropagation(Subject.Residual.Network, NamedComposites.Default.Create(-6, 6));
        var images = Enumerable.Range(6, 8).Select(length => RandomNetworks.Normal(length, 5, [2, length, 20 - length])).ToArray();
        var first = images.Select(batch => explainer.Explain(batch)).ToArray();
        foreach (var (i, batch) in images.Index().Reverse())
            AssertSame(first[i], explainer.Explain(batch));
    }

    [Fact]
    public void A_single_image_can_be_given_as_an_array()
    {
        var explainer = new InputGradient(Golden.Network);
        var images = Golden.Images<float>();
        var alone = explainer.Explain(images.Image(3).ToArray(), [1, 28, 28], Target.Class(2));
        Assert.Equal(explainer.Explain(images, Target.Class(2)).Relevance.Image(3), alone.Relevance.Values);
        Refused<ArgumentException>("784 values", () => explainer.Explain(images.Image(3).ToArray(), [1, 28, 27]));
    }

    [Fact]
    public void A_view_that_does_not_lie_densely_in_memory_is_explained_as_its_copy()
    {
        var images = Subject.Residual.Images<float>();
        var view = images.Slice([3..9, 0..2, 0..8, 1..7]);
        Assert.False(view.IsDense);
        var copy = Tensors.Dense(view);
        Assert.Equal(images[4, 1, 2, 3], copy[1, 1, 2, 2]);
        var explainer = new InputGradient(Subject.Residual.Network);
        AssertSame(explainer.Explain(copy), explainer.Explain(view));
    }

    [Fact]
    public void Scores_that_are_no_vector_of_each_image_are_refused()
    {
        var (b, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(1));
        var network = b.Build(b.Convolution("0", draw.Weight(3, 2, 3, 3), null, ConvolutionGeometry.Plain(2), b.Input));
        Refused<ArgumentException>("[N, K]", () => new GradientTimesInput(network).Explain(RandomNetworks.Images(1)));
    }

    [Fact]
    public void A_method_that_explains_no_score_is_told_so() => Assert.Contains("explained no score", Assert.Throws<InvalidOperationException>(
        () => new Silent(Subject.Residual.Network).Explain(Subject.Residual.Images<float>())).Message, StringComparison.Ordinal);

    private static (Subject Subject, Explainer Explainer) Make(string method, string subject) => (Subject.Find(subject), Explainers.Find(method).Make(Subject.Find(subject)));

    private static Tensor<float> With(Tensor<float> images, float value)
    {
        var spoilt = Tensors.Range(images, 0, images.ImageCount);
        spoilt.Image(3)[5] = value;
        return spoilt;
    }

    private static void Refused<TException>(string part, Func<object> call)
        where TException : Exception => Assert.Contains(part, Assert.Throws<TException>(call).Message, StringComparison.Ordinal);

    /// <summary>Requires that two explanations are the same to the bit.</summary>
    private static void AssertSame<T>(Explanation<T> expected, Explanation<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Relevance.Lengths.ToArray(), actual.Relevance.Lengths.ToArray());
        Assert.True(expected.Relevance.Values.SequenceEqual(actual.Relevance.Values));
        Assert.Equal(expected.Scores.Values, actual.Scores.Values);
        Assert.Equal(expected.Direction.Values, actual.Direction.Values);
        Assert.Equal(expected.StandardErrors is null, actual.StandardErrors is null);
        if (expected.StandardErrors is not null)
            Assert.True(expected.StandardErrors.Values.SequenceEqual(actual.StandardErrors!.Values));
        Assert.Equal(expected.Diagnostics, actual.Diagnostics);
        Assert.Equal(expected.TotalRelevances, actual.TotalRelevances);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"^[a-z0-9]+([-.][a-z0-9]+)*$")]
    private static partial Regex KebabCaseWithDots();

    private sealed class Silent(Model model) : Explainer(model)
    {
        public override string Name => "silent";

        protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch) => new(Model.Scores(batch.Images), batch.Images);
    }
}
