using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>What commands do before their work.</summary>
internal static class Preamble
{
    /// <summary>Finds out whether the files can be written, and tells about the machine where <c>--verbose</c> asks for it.</summary>
    /// <param name="terminal">Where to tell it.</param>
    /// <param name="verbose">Whether to tell it.</param>
    /// <param name="threads">How many threads compute; null for one per core.</param>
    /// <param name="paths">The files that will be written.</param>
    /// <exception cref="UserException">One cannot be written.</exception>
    internal static void Run(Terminal terminal, bool verbose, int? threads, params IEnumerable<string> paths)
    {
        foreach (var path in paths)
            OutputFile.RequireWritable(path);
        if (verbose)
            Verbose.WriteRuntime(terminal, threads);
    }
}
