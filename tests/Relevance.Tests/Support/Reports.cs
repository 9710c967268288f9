namespace Relevance.Tests.Support;

/// <summary>Keeps what is reported, and does something after each report.</summary>
internal sealed class Reports(Action? afterEach = null) : IProgress<long>
{
    public List<long> Values { get; } = [];

    public void Report(long value)
    {
        Values.Add(value);
        afterEach?.Invoke();
    }
}
