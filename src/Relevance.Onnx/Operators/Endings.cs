using Relevance.Onnx.Graphs;

namespace Relevance.Onnx.Operators;

/// <summary>Finds the scores before a softmax or sigmoid at the end of a graph.</summary>
internal static class Endings
{
    private static readonly HashSet<string> Transparent = ["Identity", "Cast", "Reshape", "Flatten", "Squeeze"];

    /// <summary>The tensor that holds the scores, and what the graph makes of it.</summary>
    internal static (string Scores, FinalFunction Final) Before(OnnxGraph graph, string output)
    {
        var name = output;
        while (graph.WriterOf(name) is { } writer)
        {
            if (writer.Operation is "Softmax" or "LogSoftmax" or "Sigmoid")
                return (writer.Inputs[0], Enum.Parse<FinalFunction>(writer.Operation));
            if (!Transparent.Contains(writer.Operation) || graph.OnlyReaderOf(writer.Inputs[0]) is null)
                break;
            name = writer.Inputs[0];
        }
        return (output, FinalFunction.None);
    }
}
