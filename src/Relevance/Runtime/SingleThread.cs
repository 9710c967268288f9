using static TorchSharp.torch;

namespace Relevance.Runtime;

/// <summary>
/// Lets the tensor operations of the current thread run on that thread alone, so that several batches are computed side by side, each on one
/// thread. For small images that is faster than several threads on each operation: a convolution of a few microseconds is over before a second
/// thread has woken up.
/// </summary>
/// <remarks>
/// <c>set_num_threads</c> would change the number for threads that start later, too. The two settings behind it, of OpenMP and of MKL, belong to
/// a thread; they are reached through the functions that <c>libtorch_cpu</c> and its OpenMP library export. Linux only.
/// </remarks>
internal static unsafe class SingleThread
{
    private static readonly delegate* unmanaged<int, void> OpenMp = (delegate* unmanaged<int, void>)LibtorchContext.Export("omp_set_num_threads");
    private static readonly delegate* unmanaged<int, int> Mkl = (delegate* unmanaged<int, int>)LibtorchContext.Export("MKL_Set_Num_Threads_Local");

    [ThreadStatic]
    private static bool entered;

    /// <summary>Whether it works on this system.</summary>
    internal static bool IsAvailable => OpenMp != null && Mkl != null;

    /// <summary>Whether the current thread is already alone with its operations.</summary>
    internal static bool IsEntered => entered;

    /// <summary>Begins; ends when the result is disposed, on the same thread. Does nothing where it has begun already or does not work.</summary>
    internal static Scope Enter()
    {
        if (entered || !IsAvailable)
            return default;
        // Asking for the number also sets it on a thread that has not computed yet; later, that would undo ours.
        var threads = get_num_threads();
        OpenMp(1);
        entered = true;
        return new Scope(threads, Mkl(1));
    }

    /// <summary>Gives the thread back what it had.</summary>
    internal readonly ref struct Scope(int threads, int mkl)
    {
        /// <summary>Ends the scope.</summary>
        public void Dispose()
        {
            if (threads == 0)
                return;
            OpenMp(threads);
            Mkl(mkl);
            entered = false;
        }
    }
}
