namespace Relevance.Onnx;

/// <summary>An ONNX file that cannot be read, or a network in it that cannot be explained; the message says what, where, and what to do.</summary>
public sealed class OnnxException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, with the name of the node or tensor.</param>
    /// <param name="inner">What caused it; null if nothing did.</param>
    public OnnxException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
