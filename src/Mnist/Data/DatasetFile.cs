namespace Mnist.Data;

/// <summary>One IDX file of a data set; its content is known beforehand, so its source does not matter.</summary>
/// <param name="Name">The file's name, without ".gz".</param>
/// <param name="Length">Bytes of the unpacked file.</param>
/// <param name="Sha256">SHA-256 of the unpacked file, in hexadecimal.</param>
public sealed record DatasetFile(string Name, long Length, string Sha256);
