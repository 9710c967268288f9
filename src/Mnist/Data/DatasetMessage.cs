using System.Globalization;
using System.Text;

namespace Mnist.Data;

/// <summary>The messages of <see cref="DatasetException"/>: what, where, why, and what to do.</summary>
internal static class DatasetMessage
{
    internal static string WrongFolder(DatasetSpecification specification, string folder, IEnumerable<string> problems) =>
        $"""
        {specification.Name} cannot be loaded from {folder}:
        {Lines(problems)}
        The folder must hold {FileNames(specification)}, each plain or with .gz.
        Without --data the files are fetched.
        """;

    internal static string NoSource(
        DatasetSpecification specification, IEnumerable<DatasetFile> missing, string cache, IEnumerable<string> tried) =>
        $"""
        {specification.Name} cannot be loaded: {string.Join(", ", missing.Select(f => f.Name))} could not be fetched.
        Tried:
        {Lines([$"cache {cache}: not there", .. tried])}
        {Advice(specification)}
        """;

    internal static string CannotStore(DatasetSpecification specification, DatasetFile file, string cache, Exception reason) =>
        $"""
        {specification.Name} cannot be loaded: {file.Name} cannot be stored in the cache {cache}: {Reason(reason)}
        The four files need {specification.Files.Sum(f => f.Length).ToString("N0", CultureInfo.InvariantCulture)} bytes. Another cache can be chosen with the environment variable XDG_CACHE_HOME.
        {Advice(specification)}
        """;

    internal static string CannotRead(DatasetSpecification specification, string path, string reason) =>
        $"""
        {specification.Name} cannot be loaded: {path}: {reason}
        {Advice(specification)}
        """;

    internal static string Inconsistent(DatasetSpecification specification, string reason) =>
        $"{specification.Name} cannot be loaded: {reason}";

    /// <summary>Why something failed, in one line.</summary>
    internal static string Reason(Exception e) =>
        (e is OperationCanceledException ? "no answer in time" : e.Message).ReplaceLineEndings(" ").TrimEnd('.');

    private static string Advice(DatasetSpecification specification)
    {
        var package = specification.SystemFolder is null ? "" : $", or install the package that puts them into {specification.SystemFolder}";
        return $"Put {FileNames(specification)}, each plain or with .gz, into a folder and name it with --data FOLDER{package}.";
    }

    private static string FileNames(DatasetSpecification specification) => string.Join(", ", specification.Files.Select(f => f.Name));

    private static string Lines(IEnumerable<string> lines) => new StringBuilder().AppendJoin('\n', lines.Select(l => "  " + l)).ToString();
}
