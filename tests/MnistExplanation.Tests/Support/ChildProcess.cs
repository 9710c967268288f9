using System.Diagnostics;
using System.Text;

namespace MnistExplanation.Tests.Support;

/// <summary>The program with the tiny data set as a process of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder printed = new();
    private readonly Task<string> output, error;

    private ChildProcess(Process process)
    {
        this.process = process;
        (output, error) = (ReadAsync(), process.StandardError.ReadToEndAsync());
    }

    internal static ChildProcess Start(params IReadOnlyList<string> arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>Starts it with variables of the environment.</summary>
    internal static ChildProcess Start(IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> arguments)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) != "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (start.FileName == "dotnet")
            start.ArgumentList.Add(assembly);
        foreach (var argument in arguments.Prepend(EntryPoint.AsTheProgram))
            start.ArgumentList.Add(argument);
        if (OperatingSystem.IsLinux())
        {
            // Where a shell has started the tests in the background, they ignore Ctrl+C, and so would what they start.
            foreach (var word in new[] { start.FileName, "--default-signal=INT" })
                start.ArgumentList.Insert(0, word);
            start.FileName = "env";
        }
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Whether it has not ended by itself.</summary>
    internal bool IsRunning => !process.HasExited;

    /// <summary>Waits until standard output has these words.</summary>
    internal async Task PrintsAsync(string words)
    {
        while (!Printed.Contains(words, StringComparison.Ordinal))
        {
            Assert.True(IsRunning, $"It ended without saying '{words}'.");
            await Task.Delay(20);
        }
    }

    /// <summary>What it has printed so far.</summary>
    internal string Printed
    {
        get
        {
            lock (printed)
                return printed.ToString();
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    internal void Kill() => process.Kill();

    /// <summary>Presses Ctrl+C.</summary>
    internal void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    internal async Task<CliResult> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return new(process.ExitCode, await output, await error);
    }

    private async Task<string> ReadAsync()
    {
        var buffer = new char[1024];
        while (await process.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            lock (printed)
                printed.Append(buffer, 0, count);
        }
        return Printed;
    }

    public void Dispose()
    {
        if (IsRunning)
            process.Kill();
        process.Dispose();
    }
}
