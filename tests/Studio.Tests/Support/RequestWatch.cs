using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Studio.Tests.Support;

/// <summary>The requests of one path as the server sees them: from when they come until their answer leaves, or nobody waits for it any more.</summary>
internal sealed class RequestWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly Lock access = new();
    private readonly HashSet<object> inProgress = [], overtaken = [];
    private readonly List<IDisposable> subscriptions = [];
    private readonly Uri address;
    private readonly string path;
    private int asked;

    /// <summary>Watches from now on.</summary>
    /// <param name="address">Where the server listens; it runs in this process.</param>
    /// <param name="path">The path.</param>
    internal RequestWatch(Uri address, string path)
    {
        (this.address, this.path) = (address, path);
        var listeners = DiagnosticListener.AllListeners.Subscribe(this);
        lock (access)
            subscriptions.Add(listeners);
    }

    /// <summary>How many have come.</summary>
    internal int Asked
    {
        get
        {
            lock (access)
                return asked;
        }
    }

    /// <summary>How many were still in progress when another one came.</summary>
    internal int Overtaken
    {
        get
        {
            lock (access)
                return overtaken.Count;
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name != "Microsoft.AspNetCore")
            return;
        var events = value.Subscribe(this);
        lock (access)
            subscriptions.Add(events);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not HttpContext context || context.Connection.LocalPort != address.Port || context.Request.Path != path)
            return;
        if (value.Key.EndsWith(".Start", StringComparison.Ordinal))
            Begin(context);
        if (value.Key.EndsWith(".Stop", StringComparison.Ordinal))
            End(context);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        lock (access)
        {
            foreach (var subscription in subscriptions)
                subscription.Dispose();
        }
    }

    private void Begin(HttpContext context)
    {
        // The context is used again for another request, this is not.
        var request = new object();
        context.Items[this] = request;
        lock (access)
        {
            asked++;
            overtaken.UnionWith(inProgress);
            inProgress.Add(request);
        }
        // Before the answer leaves: once the page has it, it may ask again at once.
        context.Response.OnStarting(() =>
        {
            End(context);
            return Task.CompletedTask;
        });
    }

    private void End(HttpContext context)
    {
        lock (access)
        {
            if (context.Items[this] is { } request)
                inProgress.Remove(request);
        }
    }
}
