using System.CommandLine;
using MnistExplanation.Benchmarks;
using MnistExplanation.Digits;
using Relevance.Tool.Commands;
using Relevance.Tool.Explaining;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Commands;

/// <summary><c>bench</c>: how fast all of it is on this machine.</summary>
internal static class BenchCommand
{
    internal static Command Create(Host host)
    {
        var data = DatasetChoice.Data();
        var quick = new Option<bool>("--quick") { Description = "Measure once with few images: only shows that it works." };
        var output = SharedOptions.Outputs("Write the measurements too (.json).", OutputKind.Document);
        var part = new Option<string[]?>("--part")
        {
            Description = $"Measure only this: {string.Join(", ", BenchJob.Parts)}; may be given several times.",
            HelpName = "NAME",
        };
        part.AcceptOnlyFromAmong([.. BenchJob.Parts]);
        var command = new DocumentedCommand("bench", "Measures training, test, explanation, memory and start-up on this machine.", [part, data, quick, output])
        {
            Details = "Compared computations alternate; the shortest time of each counts. Nothing else should run meanwhile.",
            Examples =
            [
                new("bench --output bench.json", "Everything; about seven minutes."),
                new("bench --part explainers", "Every explainer beside the gradient that TorchSharp computes."),
            ],
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(output) is { Tokens.Count: > 1 })
                result.AddError("--output writes one file; give it once.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            TorchRuntime.Initialize();
            var request = new BenchRequest(
                parsed.GetValue(part) is { Length: > 0 } parts ? parts : BenchJob.Parts,
                parsed.GetValue(data),
                parsed.GetValue(quick),
                parsed.GetValue(output)?.FirstOrDefault()?.Path,
                parsed.GetValue(SharedOptions.Verbose));
            return new BenchJob(request, host, cancellation).RunAsync();
        });
        return command;
    }
}
