namespace Mnist.Data;

/// <summary>Where one file of a data set is and whether it is the right one.</summary>
/// <param name="File">What the file should be.</param>
/// <param name="Path">Where it is, or where it would be put.</param>
/// <param name="Length">Its bytes on disk; null if it is missing.</param>
/// <param name="Problem">What is wrong with it; null if its content is the right one.</param>
public sealed record DatasetFileStatus(DatasetFile File, string Path, long? Length, string? Problem)
{
    /// <summary>Whether the file is there with the right content.</summary>
    public bool IsRight => Problem is null;
}
