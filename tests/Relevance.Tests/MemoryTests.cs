using Relevance.Tests.Support;

namespace Relevance.Tests;

/// <summary>Tests that look at the memory of the whole process, so nothing runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Explaining for ever needs no more memory than explaining once.</summary>
[Collection(nameof(Alone))]
public class MemoryTests
{
    private const int Explanations = 10_000;

    /// <summary>The images themselves, copied once; the results, once for each batch and once together; the scores.</summary>
    [Theory]
    [MemberData(nameof(Explainers.Names), MemberType = typeof(Explainers))]
    public void Many_images_take_no_more_memory_than_a_few_times_themselves(string method)
    {
        var subject = Explainers.Find(method).Small;
        var explainer = Explainers.Find(method).Make(subject);
        var passes = Explainers.Find(method).Passes(subject);
        // As many go through the network, whatever the method.
        var count = Math.Max((int)(10_000 / passes), 400);
        var images = Tensors.Select(subject.Images<float>(), [.. Enumerable.Range(0, count).Select(i => i % subject.Count)]);
        var options = new ExplainOptions { Threads = 1 };
        var few = explainer.Explain(Tensors.Range(images, 0, 200), null, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var explanation = explainer.Explain(images, null, options);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(few.Relevance.Values, Tensors.Range(explanation.Relevance, 0, 200).Values);
        var both = sizeof(float) * (images.FlattenedLength + explanation.Relevance.FlattenedLength);
        Assert.InRange(allocated, explanation.Relevance.FlattenedLength, 4 * both * passes);
    }

    [Fact]
    public void Ten_thousand_explanations_leave_no_memory_behind()
    {
        var image = Tensors.Range(Subject.Residual.Images<float>(), 0, 1);
        Explainer[] explainers = [.. Explainers.All.Select(method => method.Make(method.Small))];
        Run(Explanations / 10);

        Run(Explanations / 2);
        var halfway = GC.GetTotalMemory(forceFullCollection: true);
        Run(Explanations / 2);
        var end = GC.GetTotalMemory(forceFullCollection: true);

        // One image left behind by each explanation would be more.
        Assert.InRange(end - halfway, long.MinValue, Explanations / 2 * image.FlattenedLength * sizeof(float));
        GC.KeepAlive(explainers);

        void Run(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var explainer = explainers[i % explainers.Length];
                // Every seventh fails after the forward pass, each explainer in turn.
                if (i % 7 == 6)
                    Assert.Throws<ArgumentOutOfRangeException>(() => explainer.Explain(image, Target.Class(10)));
                else
                    Assert.Equal(1, explainer.Explain(image).Relevance.ImageCount);
            }
        }
    }
}
