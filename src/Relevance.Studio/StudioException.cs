namespace Relevance.Studio;

/// <summary>A request that cannot be answered; the message says what was wrong and what is expected.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="title">What kind of problem it is.</param>
/// <param name="message">The error, and what to do about it.</param>
internal sealed class StudioException(int status, string title, string message) : Exception(message)
{
    internal int Status { get; } = status;

    internal string Title { get; } = title;

    /// <summary>The request says something that has no meaning.</summary>
    internal static StudioException Invalid(string message) => new(400, "The request is not valid", message);

    /// <summary>There is too much to do at the moment.</summary>
    internal static StudioException Busy() => new(503, "Too many requests are waiting", "The studio is busy; try again in a second.");

    /// <summary>The studio is being ended.</summary>
    internal static StudioException Ending() => new(503, "The studio ends", "The studio is being ended; start it again with 'serve'.");
}
