namespace Tests.Shared;

/// <summary>
/// How long a test waits for what it needs. Nothing is decided by it: what comes late, comes; what does not come at all ends its test instead of holding it.
/// </summary>
internal static class Patience
{
    internal static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Waits until something holds.</summary>
    /// <param name="what">What is waited for, in words.</param>
    /// <param name="holds">Whether it is there.</param>
    /// <exception cref="TimeoutException">It never came.</exception>
    internal static async Task UntilAsync(string what, Func<bool> holds)
    {
        using var end = new CancellationTokenSource(Limit);
        while (!holds())
        {
            if (end.IsCancellationRequested)
                throw new TimeoutException($"Waited {Limit.TotalMinutes} minutes in vain for {what}.");
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
