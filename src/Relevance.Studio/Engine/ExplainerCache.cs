
namespace Relevance.Studio.Engine;

/// <summary>Explainers that were made, the last ones used: rules prepare their weights once.</summary>
internal sealed class ExplainerCache
{
    /// <summary>Enough for all methods side by side; each holds a few copies of the weights.</summary>
    private const int Most = 48;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, Explainer Explainer)> latest = [];

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
                return latest.Count;
        }
    }

    /// <summary>The explainer of that key; made if there is none.</summary>
    internal Explainer Get(string key, Func<Explainer> make)
    {
        lock (gate)
        {
            if (Find(key) is { } found)
                return found;
        }
        // Made outside: others need not wait. Two who make the same one at once keep the first.
        var explainer = make();
        lock (gate)
        {
            if (Find(key) is { } other)
                return other;
            latest.AddFirst((key, explainer));
            if (latest.Count > Most)
                latest.RemoveLast();
            return explainer;
        }
    }

    private Explainer? Find(string key)
    {
        for (var node = latest.First; node is not null; node = node.Next)
        {
            if (node.Value.Key != key)
                continue;
            latest.Remove(node);
            latest.AddFirst(node);
            return node.Value.Explainer;
        }
        return null;
    }
}
