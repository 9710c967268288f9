using Mnist.Data;
using Mnist.Networks;
using MnistExplanation.Digits;
using Relevance;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Models;

namespace MnistExplanation.Learning;

/// <summary>What the user asked <c>test</c> for.</summary>
/// <param name="Model">The model file, or null for the embedded one.</param>
/// <param name="Dataset">Which data set, or null for the one on which the model was trained.</param>
/// <param name="DataFolder">The folder with its files, or null.</param>
/// <param name="Outputs">Files to write: .json or .png.</param>
/// <param name="Threads">Threads to compute with, or null.</param>
/// <param name="Verbose">Whether to tell more.</param>
internal sealed record TestRequest(
    string? Model, DatasetSpecification? Dataset, string? DataFolder, IReadOnlyList<OutputFile> Outputs, int? Threads, bool Verbose);

/// <summary>Does what <c>test</c> was asked for.</summary>
internal static class TestJob
{
    internal static async Task<int> RunAsync(TestRequest request, Host host, CancellationToken cancellation)
    {
        Preamble.Run(host.Terminal, request.Verbose, request.Threads, request.Outputs.Select(output => output.Path));
        var model = DigitModel.Load(request.Model);
        var specification = Datasets.Choose(host, request.Dataset, model);
        var dataset = await Datasets.LoadAsync(host, specification, request.DataFolder, request.Verbose, cancellation);
        var summary = await EvaluateAsync(host.Terminal, model, dataset, request.Threads ?? ExplainOptions.Default.Threads, cancellation);
        host.Terminal.Line($"{model.Source}: {TestView.Line(summary)}");
        TestView.Table(summary).Show(host.Terminal);
        foreach (var output in request.Outputs)
        {
            if (output.Kind == OutputKind.Figure)
                TrainingPictures.Confusion(summary).Save(output.Path);
            else
                AtomicFile.Write(output.Path, stream => stream.Write(summary.ToJson()));
            host.Terminal.Line(output.Path);
        }
        return ExitCode.Success;
    }

    /// <summary>Classifies the test set.</summary>
    internal static async Task<TestSummary> EvaluateAsync(
        Terminal terminal, SafetensorsModel model, Dataset dataset, int threads, CancellationToken cancellation)
    {
        var (images, classes) = (dataset.Specification.ClassNames.Length, model.Trained.Metadata.Architecture.Classes);
        if (images > classes)
            throw new UserException($"{dataset.Name} has {images} classes, the model only {classes}; give a model that was trained on it.");
        var evaluation = await terminal.RunAsync(
            "Testing", _ => Classification.Of(model.Network, dataset.Test, model.Normalization, threads, cancellation));
        return TestSummary.Of(evaluation, dataset.Specification.Id, model);
    }
}
