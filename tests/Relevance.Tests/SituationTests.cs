using System.Numerics.Tensors;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Tests.Support;
using static Relevance.Tests.Support.Refusals;

namespace Relevance.Tests;

/// <summary>Whatever happens to an explanation, the caller is told what it was, and nothing is broken: for every method.</summary>
public class SituationTests
{
    private static ExplainOptions InThrees { get; } = new() { BatchSize = 3, Threads = 2 };

    /// <summary>The others ask for a network, which is no code of the user's but for its layers.</summary>
    public static TheoryData<string> MethodsOfAnyModel => [.. Explainers.All.Where(method => !method.NeedsNetwork).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Explainers.OnSubjects), MemberType = typeof(Explainers))]
    public void Whatever_happens_the_model_the_images_and_the_next_explanation_are_as_before(string method, string name)
    {
        var (subject, explainer) = Make(method, name);
        var images = subject.Images<float>();
        var (before, values, scores) = (explainer.Explain(images), images.Values.ToArray(), subject.Network.Scores(images).Values.ToArray());
        foreach (var happen in Situations)
        {
            happen(explainer, images);
            Same.Explanation(before, explainer.Explain(images));
        }
        Assert.Equal(values, images.Values.ToArray());
        Assert.Equal(scores, subject.Network.Scores(images).Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Explainers.Names), MemberType = typeof(Explainers))]
    public void A_layer_that_throws_leaves_nothing_broken(string method)
    {
        var (fuse, images) = (new Fuse(), RandomNetworks.Images(4));
        var expected = Explainers.Find(method).Make(new("fuse", Network(), images)).Explain(images);
        var explainer = Explainers.Find(method).Make(new("fuse", Network(), images));
        fuse.BlowAfter(0);
        Assert.Throws<DeliberateException>(() => explainer.Explain(images));
        Same.Explanation(expected, explainer.Explain(images));

        Network Network()
        {
            var (b, draw) = (new NetworkBuilder(), new RandomNetworks.Draw(4));
            var x = b.Add("1", new FuseLayer(fuse), b.Convolution("0", draw.Weight(3, 2, 3, 3), draw.Bias(3), ConvolutionGeometry.Plain(2), b.Input));
            x = b.Add("3", new FlattenLayer(), b.Add("2", new LeakyReluLayer(), x));
            return b.Build(b.Dense("4", draw.Weight(4, 108), draw.Bias(4), x));
        }
    }

    [Theory]
    [MemberData(nameof(MethodsOfAnyModel))]
    public void A_model_that_throws_leaves_nothing_broken_and_is_never_asked_by_two_threads_unless_it_says_so(string method)
    {
        var fuse = new Fuse();
        var model = new FuseModel(Subject.Residual.Network, fuse);
        var explainer = Explainers.Find(method).Make(Subject.Residual with { Model = model });
        var images = Subject.Residual.Images<double>();
        var expected = Make(method, Subject.Residual.Name).Explainer.Explain(images);
        foreach (var passes in new[] { 0, 1 })
        {
            fuse.BlowAfter(passes);
            Assert.Throws<DeliberateException>(() => explainer.Explain(images, null, InThrees with { Threads = 4 }));
            Same.Explanation(expected, explainer.Explain(images, null, InThrees with { Threads = 4 }));
        }
        Assert.False(model.WasShared);
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
        (explainer, images) => DoNotFit(() => explainer.Explain(Tensors.Zeros<float>(3, images.ImageShape.With(0, images.ImageShape[0] + 2)))),
        (explainer, images) => DoNotFit(() => explainer.Explain(Tensors.Zeros<float>(3, [images.ImageShape.Size]), null, InThrees)),
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

    /// <summary>Requires what the network says of images that do not fit it, or what those methods do that look at the images before.</summary>
    private static void DoNotFit(Func<object> call) =>
        Assert.Matches(@"cannot be applied to|\[N, C, H, W\]|The baselines have shape", Assert.Throws<ArgumentException>(call).Message);

    private static Tensor<float> With(Tensor<float> images, float value)
    {
        var spoilt = Tensors.Range(images, 0, images.ImageCount);
        spoilt.Image(3)[5] = value;
        return spoilt;
    }

    private static (Subject Subject, Explainer Explainer) Make(string method, string subject) => (Subject.Find(subject), Explainers.Find(method).Make(Subject.Find(subject)));
}
