using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Relevance;

/// <summary>
/// What a method prepares once and keeps, such as a program, or random draws, for images of a shape; the last few are kept. What could not be prepared is not
/// kept, for it may be possible the next time. Safe to use from several threads.
/// </summary>
/// <param name="prepare">Prepares what belongs to a key.</param>
// Lazy<T> could also call a constructor without parameters, and asks trimming to keep it.
internal sealed class Prepared<TKey, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TValue>(Func<TKey, TValue> prepare)
    where TKey : notnull
{
    private const int Most = 4;
    private readonly ConcurrentDictionary<TKey, Lazy<TValue>> known = new();

    /// <summary>What belongs to a key.</summary>
    internal TValue For(TKey key)
    {
        if (!known.TryGetValue(key, out var found))
        {
            if (known.Count >= Most)
                known.Clear();
            found = known.GetOrAdd(key, key => new(() => prepare(key)));
        }
        try
        {
            return found.Value;
        }
        catch
        {
            known.TryRemove(new(key, found));
            throw;
        }
    }
}
