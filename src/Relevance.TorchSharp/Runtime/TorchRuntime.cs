using TorchSharp;

namespace Relevance.Torch.Runtime;

/// <summary>
/// Prepares libtorch for this process: loading, memory, logging, threads. The library calls it by itself; a program calls it
/// first thing in <c>Main</c>, since memory tuning must come before the first tensor.
/// </summary>
public static class TorchRuntime
{
    private static readonly Lazy<bool> Prepared = new(Prepare);

    /// <summary>Prepares libtorch; every call but the first does nothing. Safe from several threads.</summary>
    public static void Initialize() => _ = Prepared.Value;

    /// <summary>Whether this processor computes convolutions in float32 correctly with oneDNN; where not, an <see cref="AutogradModel"/> runs without it.</summary>
    public static bool OneDnnConvolutionsAreRight
    {
        get
        {
            Initialize();
            return OneDnnCheck.ConvolutionsAreRight;
        }
    }

    /// <summary>
    /// Whether this processor computes input gradients of convolutions in float32 correctly with oneDNN; where not, an <see cref="AutogradModel"/> takes
    /// gradients without it.
    /// </summary>
    public static bool OneDnnGradientsAreRight
    {
        get
        {
            Initialize();
            return OneDnnCheck.GradientsAreRight;
        }
    }

    /// <summary>
    /// The number of threads that one tensor operation uses. To be set on the thread that computes: what is set counts for the current thread and for those that have
    /// not computed yet; libtorch lets the others keep what they have.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is less than one.</exception>
    public static int Threads
    {
        get
        {
            Initialize();
            return torch.get_num_threads();
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Initialize();
            torch.set_num_threads(value);
        }
    }

    /// <summary>
    /// Computes without oneDNN until the result is disposed, in the whole process: for computations of your own where
    /// <see cref="OneDnnConvolutionsAreRight"/> or <see cref="OneDnnGradientsAreRight"/> is false. Scopes may overlap and nest.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">The switch cannot be reached on this system.</exception>
    public static IDisposable SuspendOneDnn()
    {
        Initialize();
        return OneDnn.Suspend();
    }

    /// <summary>The version of libtorch, for records of a run.</summary>
    public static string LibtorchVersion
    {
        get
        {
            Initialize();
            return torch.__version__;
        }
    }

    /// <summary>The version of TorchSharp, for records of a run.</summary>
    public static string TorchSharpVersion => typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    private static bool Prepare()
    {
        MemoryTuning.Apply();
        torch.InitializeDeviceType(DeviceType.CPU);
        // NNPACK prints "Unsupported hardware" to standard error at every call that oneDNN declines; it is never used here.
        LibtorchContext.UseNnpack(false);
        return OneDnnCheck.ConvolutionsAreRight && OneDnnCheck.GradientsAreRight;
    }
}
