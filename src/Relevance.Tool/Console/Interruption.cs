using System.Runtime.InteropServices;

namespace Relevance.Tool.Console;

/// <summary>
/// Ctrl+C, or the system's request to end: asks the command to stop at the next safe point. The second time the process ends at once;
/// files are renamed into place when complete, so that nothing half-written stays under its name even then.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt, terminate;

    internal Interruption()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    internal CancellationToken Token => source.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
            Environment.Exit(ExitCode.Cancelled);
        context.Cancel = true;
        source.Cancel();
    }
}
