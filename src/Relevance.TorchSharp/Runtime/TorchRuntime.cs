using TorchSharp;

namespace Relevance.Torch.Runtime;

/// <summary>
/// Prepares libtorch for this process: loading, memory, logging, threads. The library calls it itself, but a program should call it at the start of
/// <c>Main</c>, since the memory settings only take effect before the first tensor is created.
/// </summary>
public static class TorchRuntime
{
    private static readonly Lazy<bool> Prepared = new(Prepare);

    /// <summary>Prepares libtorch; calls after the first do nothing. Safe to call from several threads.</summary>
    public static void Initialize() => _ = Prepared.Value;

    /// <summary>
    /// Whether this processor computes convolutions in float32 correctly with oneDNN; if false, an <see cref="AutogradModel"/> runs without oneDNN.
    /// </summary>
    public static bool OneDnnConvolutionsAreRight
    {
        get
        {
            Initialize();
            return OneDnnCheck.ConvolutionsAreRight;
        }
    }

    /// <summary>
    /// Whether this processor computes input gradients of convolutions in float32 correctly with oneDNN; if false, an <see cref="AutogradModel"/> computes
    /// gradients without oneDNN.
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
    /// The number of threads that one tensor operation uses. Set it on the thread that computes: libtorch applies the value to the current thread and to
    /// threads that have not computed yet, but not to others.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
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
    /// Switches oneDNN off in the whole process until the result is disposed; for computations of your own if <see cref="OneDnnConvolutionsAreRight"/> or
    /// <see cref="OneDnnGradientsAreRight"/> is false. Scopes may overlap and nest.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">oneDNN cannot be switched off on this system.</exception>
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
