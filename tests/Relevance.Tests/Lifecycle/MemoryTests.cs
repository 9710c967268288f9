using System.Diagnostics;
using Relevance.Runtime;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Lifecycle;

/// <summary>Explaining for ever needs no more memory than explaining once.</summary>
[Collection(nameof(Alone))]
public class MemoryTests
{
    private const int Explanations = 10_000;

    [Fact]
    public void Ten_thousand_explanations_leave_no_tensor_and_no_memory_behind()
    {
        // For single images several threads only wait for each other.
        var threads = TorchRuntime.Threads;
        TorchRuntime.Threads = 1;
        try
        {
            LeavesNothingBehind();
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }
    }

    private static void LeavesNothingBehind()
    {
        var subject = Subject.Make("network of the target");
        using var image = subject.Images[..1].clone();
        Explainer[] explainers = [.. Explainers.Names.Select(subject.Explainer)];
        Run(Explanations / 10);

        var (tensors, _) = Measure();
        Run(Explanations / 2);
        var (halfway, first) = Measure();
        Run(Explanations / 2);
        var (end, second) = Measure();

        Assert.Equal((tensors, tensors), (halfway, end));
        // One image left behind by each explanation would be more; the garbage collector's own regions of 4 MB come and go.
        const long oneImageEach = Explanations / 2 * 28 * 28 * sizeof(float);
        Assert.InRange(second - first, long.MinValue, oneImageEach);
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
                    explainer.Explain(image).Dispose();
            }
        }
    }

    /// <summary>The tensors, without those that only wait for the garbage collector, and the resident set in bytes.</summary>
    private static (long Tensors, long Resident) Measure()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return (Tensor.TotalCount, process.WorkingSet64);
    }
}
