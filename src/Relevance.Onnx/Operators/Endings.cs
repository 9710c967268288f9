using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Finds the scores before a softmax or sigmoid at the end of a graph.</summary>
internal static class Endings
{
    private static readonly HashSet<string> Transparent = ["Identity", "Cast", "Reshape", "Flatten", "Squeeze"];

    /// <summary>The tensor that holds the scores, and the operation that makes probabilities of it; null if there is none.</summary>
    internal static (string Scores, string? Function) Before(OnnxGraph graph, string output)
    {
        var name = output;
        while (graph.WriterOf(name) is { } writer)
        {
            if (writer.Operation is "Softmax" or "LogSoftmax" or "Sigmoid")
                return (writer.Inputs[0], writer.Operation);
            if (!Transparent.Contains(writer.Operation) || graph.OnlyReaderOf(writer.Inputs[0]) is null)
                break;
            name = writer.Inputs[0];
        }
        return (output, null);
    }
}
