using System.IO.Compression;

namespace Mnist.Data.Sources;

/// <summary>A public web address under which the files lie packed with gzip.</summary>
internal sealed class MirrorSource(HttpClient client, Uri address) : IDatasetSource
{
    public string Name => address.ToString();

    public async Task FetchAsync(IReadOnlyList<DatasetFile> files, FileReceiver receive, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            var name = $"{file.Name}.gz";
            using var response = await client.GetAsync(new Uri(address, name), HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"{name}: HTTP status {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
            var body = new ImpatientStream(await response.Content.ReadAsStreamAsync(cancellation), client.Timeout);
            await using var content = new GZipStream(body, CompressionMode.Decompress);
            await receive(file, content, cancellation);
        }
    }
}
