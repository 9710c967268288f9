using System.CommandLine;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using Relevance.Tool.Commands;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Commands;

/// <summary><c>test</c>: how many test images a model classifies correctly.</summary>
internal static class TestCommand
{
    internal static Command Create(Host host)
    {
        var model = SharedOptions.Model(host.ModelOption);
        var dataset = DatasetChoice.Dataset(host, "Without it, the one on which the model was trained.");
        var data = DatasetChoice.Data();
        var threads = SharedOptions.Threads();
        var output = SharedOptions.Outputs(
            "Write the result too; may be given several times. .json: the numbers, .png: the confusion matrix.", OutputKind.Document, OutputKind.Figure);
        var command = new DocumentedCommand("test", "Measures how many test images a model classifies correctly.", [model, dataset, data, output, threads])
        {
            Details = "Prints the accuracy, the confusion matrix and the accuracy of each class.",
            Examples =
            [
                new("test", "The model inside the program."),
                new("test --model models/mine.safetensors --output test.json --output confusion.png", "Your own, with files."),
            ],
        };
        command.SetAction((parsed, cancellation) => TestJob.RunAsync(
            new TestRequest(
                parsed.GetValue(model),
                parsed.GetValue(dataset),
                parsed.GetValue(data),
                parsed.GetValue(output) ?? [],
                parsed.GetValue(threads),
                parsed.GetValue(SharedOptions.Verbose)),
            host,
            cancellation));
        return command;
    }
}
