using System.Text.RegularExpressions;

namespace MnistExplanation.Reproducing;

/// <summary>Removes what runs that were killed while they wrote have left beside their results.</summary>
internal static partial class Leftovers
{
    /// <summary>Younger ones may belong to a run that is still writing.</summary>
    private static readonly TimeSpan OldEnough = TimeSpan.FromHours(1);

    /// <summary>Removes temporary files from a folder and the folders in it.</summary>
    internal static void Remove(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.tmp", SearchOption.AllDirectories))
        {
            if (Temporary().IsMatch(file.Name) && DateTime.UtcNow - file.LastWriteTimeUtc > OldEnough)
                file.Delete();
        }
    }

    [GeneratedRegex(@"\.[0-9a-f]{32}\.tmp$")]
    private static partial Regex Temporary();
}
