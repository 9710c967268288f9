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

    [Fact]
    public void Ten_thousand_explanations_leave_no_memory_behind()
    {
        var image = Tensors.Range(Subject.Residual.Images<float>(), 0, 1);
        Explainer[] explainers = [.. Explainers.All.Select(method => method.Make(Subject.Residual))];
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
