using System.Collections.Concurrent;

namespace Relevance;

/// <summary>
/// What a method prepares once and keeps, such as random draws that depend on the shape of the images alone; the last few are kept. Safe to use from several
/// threads.
/// </summary>
/// <param name="prepare">Prepares what belongs to a key.</param>
internal sealed class Prepared<TKey, TValue>(Func<TKey, TValue> prepare)
    where TKey : notnull
{
    private const int Most = 4;
    private readonly ConcurrentDictionary<TKey, Lazy<TValue>> known = new();

    /// <summary>What belongs to a key.</summary>
    internal TValue For(TKey key)
    {
        if (known.TryGetValue(key, out var found))
            return found.Value;
        if (known.Count >= Most)
            known.Clear();
        return known.GetOrAdd(key, key => new(() => prepare(key))).Value;
    }
}
