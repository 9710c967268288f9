using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Lifecycle;

/// <summary>What can happen to an explanation, and what the caller then sees.</summary>
internal static class Situation
{
    /// <summary>What can happen whatever the explainer.</summary>
    public static IReadOnlyDictionary<string, Action<Subject, Explainer>> All { get; } = new Dictionary<string, Action<Subject, Explainer>>
    {
        ["nothing goes wrong"] = (subject, explainer) => Explain(subject, explainer).Dispose(),
        ["there is no such class"] = (subject, explainer) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => Explain(subject, explainer, Target.Class(99))),
        ["a label of the second batch is no class"] = (subject, explainer) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => Explain(subject, explainer, Target.Labels([0, 1, 2, -1, 0]))),
        ["labels are missing"] = (subject, explainer) =>
            Assert.Throws<ArgumentException>(() => Explain(subject, explainer, Target.Labels([0, 1]))),
        ["the images have too many channels"] = (subject, explainer) =>
        {
            using var images = cat([subject.Images, subject.Images], 1);
            Assert.ThrowsAny<Exception>(() => explainer.Explain(images));
        },
        ["the target throws"] = (subject, explainer) => Assert.Throws<DeliberateException>(() => Explain(subject, explainer, new FailingTarget(0))),
        ["the target throws in the second batch"] = (subject, explainer) =>
            Assert.Throws<DeliberateException>(() => Explain(subject, explainer, new FailingTarget(2))),
        ["the progress throws"] = (subject, explainer) =>
            Assert.Throws<DeliberateException>(() => Explain(subject, explainer, options: new() { Progress = new Reports(() => throw new DeliberateException()) })),
        ["cancelled before"] = (subject, explainer) =>
        {
            var reports = new Reports();
            Assert.Throws<OperationCanceledException>(() => Explain(subject, explainer, options: new() { Progress = reports, CancellationToken = new(true) }));
            Assert.Empty(reports.Values);
        },
        ["cancelled midway"] = (subject, explainer) =>
        {
            using var source = new CancellationTokenSource();
            var reports = new Reports(source.Cancel);
            Assert.Throws<OperationCanceledException>(() => Explain(subject, explainer, options: new() { Progress = reports, CancellationToken = source.Token }));
            // What is under way on other threads is finished, but nothing is begun.
            Assert.InRange(reports.Values[^1], 1, subject.Images.shape[0] - 1);
        },
        ["two threads at once"] = (subject, explainer) =>
        {
            using var alone = Explain(subject, explainer);
            using var both = new Barrier(2);
            var threads = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(() =>
            {
                both.SignalAndWait();
                for (var i = 0; i < 3; i++)
                {
                    using var explanation = Explain(subject, explainer);
                    State.AssertSame(alone, explanation);
                }
            }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            Task.WaitAll(threads);
        },
    };

    /// <summary>What can happen where the module itself runs.</summary>
    public static IReadOnlyDictionary<string, Action<Subject, Explainer>> OfModules { get; } = new Dictionary<string, Action<Subject, Explainer>>
    {
        ["a layer throws"] = (subject, explainer) =>
        {
            subject.Fuse.BlowAfter(0);
            Assert.Throws<DeliberateException>(() => Explain(subject, explainer));
        },
        ["a layer throws in the second batch"] = (subject, explainer) =>
        {
            var before = subject.Fuse.Passed;
            Explain(subject, explainer).Dispose();
            subject.Fuse.BlowAfter((subject.Fuse.Passed - before) / 3);
            Assert.Throws<DeliberateException>(() => Explain(subject, explainer));
        },
    };

    public static Explanation Explain(Subject subject, Explainer explainer, Target? target = null, ExplainOptions? options = null) =>
        explainer.Explain(subject.Images, target, (options ?? ExplainOptions.Default) with { BatchSize = 2 });
}
