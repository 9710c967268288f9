using System.Diagnostics;
using MnistExplanation.Console;

namespace MnistExplanation.Benchmarks;

/// <summary>Starts the program as a user does and waits for the first heatmap of the embedded model.</summary>
internal static class StartUp
{
    /// <summary>The command that is measured.</summary>
    internal const string Command = "explain --index 0 --output FILE.npy";

    /// <summary>Runs the command once, from the start of the process to its end.</summary>
    /// <exception cref="UserException">The program could not be started or failed.</exception>
    internal static void Run()
    {
        var output = Path.Combine(Path.GetTempPath(), $"mnist-explanation-{Guid.NewGuid():N}.npy");
        try
        {
            using var process = Process.Start(Start(output)) ?? throw new UserException("The program could not start itself for the measurement.");
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != ExitCode.Success || !File.Exists(output))
                throw new UserException($"The program, started for the measurement, ended with exit code {process.ExitCode}.");
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static ProcessStartInfo Start(string output)
    {
        var assembly = typeof(StartUp).Assembly.Location;
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(File.Exists(program) ? program : "dotnet") { RedirectStandardOutput = true };
        if (!File.Exists(program))
            start.ArgumentList.Add(assembly);
        foreach (var argument in Command.Split(' '))
            start.ArgumentList.Add(argument == "FILE.npy" ? output : argument);
        return start;
    }
}
