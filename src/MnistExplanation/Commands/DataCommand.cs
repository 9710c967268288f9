using System.CommandLine;
using Mnist.Data;
using Mnist.Data.Fetching;

using MnistExplanation.Digits;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;

namespace MnistExplanation.Commands;

/// <summary><c>data</c>: fetches a data set and says where it is.</summary>
internal static class DataCommand
{
    internal static Command Create(Host host)
    {
        var dataset = DatasetChoice.Dataset(host, $"Without it, {host.Datasets[0].Id}.");
        var data = DatasetChoice.Data();
        var verify = new Option<bool>("--verify") { Description = "Only look and check; fetch nothing." };
        // For building the program: creates the digits that are embedded in it.
        var export = new Option<string?>("--export-digits") { Hidden = true };
        var model = new Option<string?>("--model") { Hidden = true };
        var command = new DocumentedCommand(
            "data", "Fetches a data set if it is not there yet, and says where its files are.",
            [dataset, data, verify, export, model])
        {
            Examples =
            [
                new("data", "MNIST, about 11 MB to fetch, once."),
                new("data --dataset fashion-mnist", "The same for Fashion-MNIST."),
                new("data --data ~/mnist --verify", "Check the files in a folder of your own."),
            ],
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var specification = parsed.GetValue(dataset) ?? host.Datasets[0];
            var folder = parsed.GetValue(data);
            if (parsed.GetValue(export) is { } target)
                return await DigitExport.RunAsync(host, folder, parsed.GetValue(model), target, cancellation);
            if (!parsed.GetValue(verify))
                await Datasets.LoadAsync(host, specification, folder, parsed.GetValue(SharedOptions.Verbose), cancellation);
            var status = await new DatasetStore().InspectAsync(specification, new DatasetOptions { Folder = folder }, cancellation);
            Table(status).Show(host.Terminal);
            host.Terminal.Line($"in {Path.GetDirectoryName(status[0].Path)}");
            return status.All(file => file.IsRight)
                ? ExitCode.Success
                : throw new UserException($"{specification.Name} is not complete: {status.First(file => !file.IsRight).Problem}. 'data' without --verify fetches what is missing.");
        });
        return command;
    }

    private static TextTable Table(IEnumerable<DatasetFileStatus> files)
    {
        var table = new TextTable(new("file"), TextColumn.Number("bytes"), new("SHA-256"));
        foreach (var file in files)
            table.AddRow(Path.GetFileName(file.Path), $"{file.Length:N0}", file.IsRight ? "ok" : "WRONG or missing");
        return table;
    }
}
