namespace Relevance.Tool.Console;

/// <summary>Progress that is handled at once on the reporting thread, in order; <see cref="Progress{T}"/> posts each report to another.</summary>
internal sealed class DirectProgress<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}
