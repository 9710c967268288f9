namespace Relevance.Tests.Support;

/// <summary>Keeps what is reported, and does something after each report.</summary>
internal sealed class Reports(Action? afterEach = null) : IProgress<double>
{
    public List<double> Values { get; } = [];

    public void Report(double value)
    {
        Values.Add(value);
        afterEach?.Invoke();
    }
}
