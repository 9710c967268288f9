using static TorchSharp.torch;

namespace Relevance;

/// <summary>What was found for one batch, outside any dispose scope.</summary>
internal sealed record BatchResult(Tensor Relevance, Tensor Scores, Tensor Direction, Tensor? StandardErrors, IReadOnlyDictionary<string, double[]> Diagnostics)
    : IDisposable
{
    /// <summary>Takes the tensors out of the current dispose scope; the direction is out of it already.</summary>
    internal static BatchResult Of(BatchExplanation explained, Tensor direction)
    {
        var diagnostics = new Dictionary<string, double[]>();
        foreach (var (name, values) in explained.Diagnostics ?? new Dictionary<string, Tensor>())
            diagnostics[name] = values.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return new(
            explained.Relevance.DetachFromDisposeScope(), explained.Scores.DetachFromDisposeScope(), direction,
            explained.StandardErrors?.DetachFromDisposeScope(), diagnostics);
    }

    public void Dispose()
    {
        Relevance.Dispose();
        Scores.Dispose();
        Direction.Dispose();
        StandardErrors?.Dispose();
    }
}
