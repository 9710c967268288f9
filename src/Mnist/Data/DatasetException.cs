namespace Mnist.Data;

/// <summary>A data set cannot be loaded. The message says which file, what was found, what was tried and what to do.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>An error with its whole message.</summary>
    /// <param name="message">The message for the user.</param>
    /// <param name="inner">What caused it.</param>
    public DatasetException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
