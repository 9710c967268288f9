using System.CommandLine;
using MnistExplanation.Benchmarks;
using MnistExplanation.Explaining;

namespace MnistExplanation.Commands;

/// <summary><c>bench</c>: how fast all of it is on this machine.</summary>
internal static class BenchCommand
{
    internal static Command Create(Host host)
    {
        var data = SharedOptions.Data();
        var threads = SharedOptions.Threads();
        var quick = new Option<bool>("--quick") { Description = "Measure once with few images: only shows that it works." };
        var output = SharedOptions.Outputs("Write the measurements too (.json).", OutputKind.Document);
        var command = new TaughtCommand("bench", "Measures training, test, explanation and start-up on this machine.")
        {
            Details = "Everything is done three times; the shortest time counts. Nothing else should run meanwhile.",
            Examples = [new("bench --output bench.json", "About a minute.")],
        };
        foreach (var option in new Option[] { data, threads, quick, output })
            command.Add(option);
        command.SetAction((parsed, cancellation) => new BenchJob(
            new BenchRequest(
                parsed.GetValue(data),
                parsed.GetValue(threads),
                parsed.GetValue(quick),
                parsed.GetValue(output)?.FirstOrDefault()?.Path,
                parsed.GetValue(SharedOptions.Verbose)),
            host,
            cancellation).RunAsync());
        return command;
    }
}
