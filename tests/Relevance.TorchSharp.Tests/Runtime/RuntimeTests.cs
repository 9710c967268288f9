using System.Runtime.InteropServices;
using System.Text;
using Relevance.Torch.Runtime;
using Relevance.Torch.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Torch.Tests.Runtime;

/// <summary>What libtorch needs on this machine. They look at the whole process, so nothing else runs beside them.</summary>
[Collection(nameof(RuntimeTests))]
[CollectionDefinition(nameof(RuntimeTests), DisableParallelization = true)]
public class RuntimeTests
{
    [Fact]
    public void TorchSharp_loads()
    {
        // On systems with an older C++ runtime this passes only because of TorchSharpLoader.
        TorchRuntime.Initialize();
        Assert.Equal(6, ones(2, 3).sum().item<float>());
        Assert.Matches(@"^\d+\.\d+\.\d+$", TorchRuntime.TorchSharpVersion);
    }

    [Fact]
    public void The_loader_marks_only_the_missing_version_as_weak()
    {
        var library = ((string)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES")!).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "libLibTorchSharp.so")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(library is null, "There is no ELF library on this system.");
        var image = File.ReadAllBytes(library!);
        var patched = image.ToArray();
        Assert.True(TorchSharpLoader.MakeVersionWeak(patched, "GLIBCXX_3.4.32"));
        Assert.Equal(1, image.Zip(patched).Count(pair => pair.First != pair.Second));
        Assert.False(TorchSharpLoader.MakeVersionWeak(image.ToArray(), "GLIBCXX_9.9.99"));
        Assert.False(TorchSharpLoader.MakeVersionWeak(Encoding.ASCII.GetBytes("not a library"), "GLIBCXX_3.4.32"));
    }

    [Fact]
    public void Freed_tensor_memory_is_used_again_without_page_faults()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only glibc's allocator is tuned.");
        TorchRuntime.Initialize();
        FillAndFree();
        var before = PageFaultsOfThisThread();
        for (var i = 0; i < 10; i++)
            FillAndFree();
        // Untuned, each 16 MB would fault 4,096 pages anew, or 520 with huge ones; an arena that another thread uses may once be left for a new one.
        Assert.InRange(PageFaultsOfThisThread() - before, 0, 10 * 520 / 2);

        static void FillAndFree()
        {
            // One thread fills one element in each page, so that it takes all the faults.
            using var memory = empty(4096, 1024, ScalarType.Float32);
            using var pages = memory.select(1, 0);
            pages.fill_(1);
        }
    }

    [Fact]
    public void Nothing_is_printed_where_oneDNN_declines()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Redirects the standard error of a Linux process.");
        TorchRuntime.Initialize();
        var file = Path.GetTempFileName();
        var original = dup(2);
        try
        {
            using (var stream = new FileStream(file, FileMode.Create))
            {
                Assert.Equal(2, dup2((int)stream.SafeFileHandle.DangerousGetHandle(), 2));
                Scores<double>(ScalarType.Float64);
                Scores<float>(ScalarType.Float32);
                using (OneDnn.Suspend())
                    Scores<float>(ScalarType.Float32);
            }
            Assert.Equal("", File.ReadAllText(file));
        }
        finally
        {
            Assert.Equal(2, dup2(original, 2));
            File.Delete(file);
        }

        static void Scores<T>(ScalarType type)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
            Assert.Equal(32, new AutogradModel(Golden.Module(type)).Scores(Golden.Images<T>()).ImageCount);
    }

    [Fact]
    public void The_checks_find_the_faults_and_pass_without_oneDNN()
    {
        TorchRuntime.Initialize();
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            Assert.Equal(TorchRuntime.OneDnnGradientsAreRight, OneDnnCheck.ErrorOfGradients() < OneDnnCheck.Tolerance);
            Assert.Equal(TorchRuntime.OneDnnConvolutionsAreRight, OneDnnCheck.ErrorOfConvolutions() < OneDnnCheck.Tolerance);
            Assert.SkipUnless(OperatingSystem.IsLinux(), "oneDNN can be switched off on Linux only.");
            using (OneDnn.Suspend())
            {
                Assert.InRange(OneDnnCheck.ErrorOfGradients(), 0, 1e-5);
                Assert.InRange(OneDnnCheck.ErrorOfConvolutions(), 0, 1e-5);
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void OneDNN_comes_back_when_the_last_scope_ends()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "oneDNN can be switched off on Linux only.");
        TorchRuntime.Initialize();
        Assert.True(LibtorchContext.OneDnnIsUsed);
        var first = OneDnn.Suspend();
        var second = OneDnn.Suspend();
        Assert.False(LibtorchContext.OneDnnIsUsed);
        first.Dispose();
        first.Dispose();
        Assert.False(LibtorchContext.OneDnnIsUsed);
        second.Dispose();
        Assert.True(LibtorchContext.OneDnnIsUsed);
    }

    [Fact]
    public void The_number_of_threads_can_be_set()
    {
        var threads = TorchRuntime.Threads;
        TorchRuntime.Threads = 1;
        Assert.Equal(1, TorchRuntime.Threads);
        TorchRuntime.Threads = threads;
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.Threads = 0);
    }

    [Fact]
    public void The_number_of_threads_belongs_to_a_thread_once_it_has_computed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which threads keep their number depends on the library for threads.");
        var before = TorchRuntime.Threads;
        int early = 0, late = 0;
        using var told = new Barrier(2);
        TorchRuntime.Threads = 3;
        var other = new Thread(() =>
        {
            early = TorchRuntime.Threads;
            told.SignalAndWait();
            told.SignalAndWait(TestContext.Current.CancellationToken);
            late = TorchRuntime.Threads;
        });
        other.Start();
        told.SignalAndWait(TestContext.Current.CancellationToken);
        TorchRuntime.Threads = 1;
        told.SignalAndWait(TestContext.Current.CancellationToken);
        other.Join();
        TorchRuntime.Threads = before;
        Assert.Equal((3, 3), (early, late));
    }

    private static long PageFaultsOfThisThread()
    {
        const int thisThread = 1, minorFaults = 8;
        var usage = new long[18];
        Assert.Equal(0, getrusage(thisThread, usage));
        return usage[minorFaults];
    }

    [DllImport("libc")]
    private static extern int getrusage(int who, [In, Out] long[] usage);

    [DllImport("libc")]
    private static extern int dup(int descriptor);

    [DllImport("libc")]
    private static extern int dup2(int from, int to);
}
