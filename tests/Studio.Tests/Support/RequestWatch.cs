using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Studio.Tests.Support;

/// <summary>
/// What one page asks of one path as the server sees it: from when a request comes until its answer leaves, or nobody waits for it any more. Another
/// test's page may ask the same server at the same time.
/// </summary>
internal sealed class RequestWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    /// <summary>The header by which the server's requests are told apart: each page sends its own value.</summary>
    internal const string Visitor = "Visitor";

    private readonly Lock access = new();
    private readonly HashSet<object> inProgress = [], overtaken = [];
    private readonly List<IDisposable> subscriptions = [];
    private readonly string visitor, path;
    private int asked;

    /// <summary>Watches from now on.</summary>
    /// <param name="page">Whose; its server runs in this process.</param>
    /// <param name="path">The path.</param>
    internal RequestWatch(StudioPage page, string path)
    {
        (visitor, this.path) = (page.Visitor, path);
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
        if (value.Value is not HttpContext context || context.Request.Headers[Visitor] != visitor || context.Request.Path != path)
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
