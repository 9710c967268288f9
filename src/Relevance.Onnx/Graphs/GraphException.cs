namespace Relevance.Onnx.Graphs;

/// <summary>Something in a graph that is damaged or not read; an exception for the user is made of it, with the name of the file.</summary>
internal sealed class GraphException(string message, Exception? inner = null) : Exception(message, inner);
