using Mnist.Data;
using MnistExplanation.Learning;
using Relevance.Tool.Explaining;
using Relevance.Tool.Models;

namespace MnistExplanation.Reproducing;

/// <summary>Everything that the records of a reproduction are made of.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Dataset">The images.</param>
/// <param name="Model">The trained network.</param>
/// <param name="Test">How it did.</param>
/// <param name="Explained">The explanations, one per method.</param>
/// <param name="Ledger">The stages, with their files and durations.</param>
internal sealed record Results(
    ReproduceRequest Request, Dataset Dataset, SafetensorsModel Model, TestSummary Test, IReadOnlyList<ExplainedImages> Explained, StageLedger Ledger)
{
    /// <summary>A file of the results.</summary>
    internal byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Request.Output, file));
}
