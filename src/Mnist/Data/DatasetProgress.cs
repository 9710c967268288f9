namespace Mnist.Data;

/// <summary>The progress of fetching a data set.</summary>
/// <param name="File">The file that is being fetched, or that the note is about.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="BytesDone">Bytes that arrived, unpacked.</param>
/// <param name="BytesTotal">Bytes of the whole file, if known.</param>
/// <param name="Note">Something worth telling in a detailed log: a source that failed and why, a damaged file in the cache.</param>
public sealed record DatasetProgress(string File, string Source, long BytesDone, long? BytesTotal, string? Note = null);
