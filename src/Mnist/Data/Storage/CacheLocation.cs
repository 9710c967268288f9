namespace Mnist.Data.Storage;

/// <summary>Where fetched files are kept: XDG Base Directory Specification, or the local application data of Windows.</summary>
internal static class CacheLocation
{
    /// <param name="variable">Reads an environment variable.</param>
    internal static string Default(Func<string, string?> variable) => Path.Combine(Base(variable), "mnist-explanation");

    private static string Base(Func<string, string?> variable)
    {
        // The specification says that a relative path is to be ignored.
        if (variable("XDG_CACHE_HOME") is { } cache && Path.IsPathFullyQualified(cache))
            return cache;
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = variable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Path.Combine(home, ".cache") : Path.GetTempPath();
    }
}
