namespace Relevance.Tests.Support;

/// <summary>Keeps what is reported, and does something after the first report.</summary>
internal sealed class Reports(Action? afterFirst = null) : IProgress<long>
{
    public List<long> Values { get; } = [];

    public void Report(long value)
    {
        Values.Add(value);
        afterFirst?.Invoke();
    }
}
