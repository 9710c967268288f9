namespace Mnist.ModelFiles;

/// <summary>A model file or checkpoint cannot be used; the message says what is wrong with it and where.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Makes an exception with its message.</summary>
    /// <param name="message">What was wrong, with what, and what to do.</param>
    /// <param name="inner">The error behind it, if there is one.</param>
    public ModelFileException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
