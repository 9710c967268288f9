namespace Relevance.Torch.Runtime;

/// <summary>
/// Switches oneDNN off for a while. The switch is global to the process, so the scopes are counted: it comes back on when the
/// last of them ends. Other threads meanwhile compute the same results, more slowly.
/// </summary>
internal static class OneDnn
{
    private static readonly Lock Gate = new();
    private static int scopes;

    /// <summary>Switches oneDNN off until the result is disposed.</summary>
    /// <exception cref="PlatformNotSupportedException">The switch cannot be reached on this system.</exception>
    internal static IDisposable Suspend()
    {
        lock (Gate)
        {
            if (scopes == 0 && !LibtorchContext.UseOneDnn(false))
                throw new PlatformNotSupportedException("oneDNN cannot be switched off on this system.");
            scopes++;
        }
        return new Scope();
    }

    private sealed class Scope : IDisposable
    {
        private bool disposed;

        public void Dispose()
        {
            lock (Gate)
            {
                if (disposed)
                    return;
                disposed = true;
                if (--scopes == 0)
                    LibtorchContext.UseOneDnn(true);
            }
        }
    }
}
