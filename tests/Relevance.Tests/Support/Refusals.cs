namespace Relevance.Tests.Support;

/// <summary>Errors that say what is wrong.</summary>
internal static class Refusals
{
    /// <summary>Requires an error of just this type whose message has the part.</summary>
    public static void Refused<TException>(string part, Func<object> call)
        where TException : Exception => Assert.Contains(part, Assert.Throws<TException>(call).Message, StringComparison.Ordinal);
}
