namespace Relevance.Tool.Console;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Failure = 1;
    internal const int WrongUsage = 2;

    /// <summary>128 + SIGINT, as shells expect.</summary>
    internal const int Cancelled = 130;
}
