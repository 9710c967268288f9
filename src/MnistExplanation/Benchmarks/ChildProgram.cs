using System.Diagnostics;
using Relevance.Tool.Console;

namespace MnistExplanation.Benchmarks;

/// <summary>Runs the program as a user does, in a process of its own.</summary>
internal static class ChildProgram
{
    private const int PollMilliseconds = 10;

    /// <summary>Runs a command that writes <c>FILE.npy</c>, from the start of the process to its end.</summary>
    /// <param name="arguments">The command line; <c>FILE.npy</c> stands for a file that is deleted afterwards.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>The largest memory that was seen in use, in bytes.</returns>
    /// <exception cref="UserException">The program could not be started or failed.</exception>
    internal static long Run(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var output = Path.Combine(Path.GetTempPath(), $"mnist-explanation-{Guid.NewGuid():N}.npy");
        try
        {
            using var process = Process.Start(Start(arguments, output)) ?? throw new UserException("The program could not start itself for the measurement.");
            using var kill = cancellation.Register(process.Kill);
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            var peak = 0L;
            while (!process.WaitForExit(PollMilliseconds))
            {
                process.Refresh();
                peak = Math.Max(peak, PeakOf(process));
            }
            cancellation.ThrowIfCancellationRequested();
            if (process.ExitCode != ExitCode.Success || !File.Exists(output))
                throw new UserException($"The program, started for the measurement, ended with exit code {process.ExitCode}.");
            return peak;
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between the two lines.
            return 0;
        }
    }

    private static ProcessStartInfo Start(IEnumerable<string> arguments, string output)
    {
        var assembly = typeof(ChildProgram).Assembly.Location;
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(File.Exists(program) ? program : "dotnet") { RedirectStandardOutput = true };
        if (!File.Exists(program))
            start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument == "FILE.npy" ? output : argument);
        return start;
    }
}
