using System.CommandLine;
using Mnist.Training;
using MnistExplanation.Digits;
using MnistExplanation.Reproducing;
using Relevance.Tool.Commands;

namespace MnistExplanation.Commands;

/// <summary><c>reproduce</c>: the main job.</summary>
internal static class ReproduceCommand
{
    internal static Command Create(Host host)
    {
        var output = new Option<string>("--output")
        {
            Description = "Folder for the results.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "results",
        };
        var epochs = NumberOption.Create("--epochs", "How often the training images are seen.", Presets.Target.Epochs, 1, TrainCommand.MostEpochs);
        var seed = NumberOption.Create("--seed", "Determines everything random. Same seed and threads, same results.", 0L, 0L, TrainCommand.LargestSeed);
        var data = DatasetChoice.Data();
        var threads = SharedOptions.Threads(trains: true);
        var force = new Option<bool>("--force") { Description = "Repeat everything, including steps that are done." };
        var command = new DocumentedCommand(
            "reproduce", "Does everything: data, training, test, the three figures and a report.",
            [output, epochs, seed, data, threads, force])
        {
            Details = """
                Fetches MNIST, trains the target's network, measures its accuracy on the test images, and explains one test digit of each class by sensitivity analysis, simple Taylor decomposition and layer-wise relevance propagation. Open report.html in the folder of the results: it shows and explains all of it.

                A second run does again only what its options change. A run that was stopped goes on where it was.
                """,
            Examples =
            [
                new("reproduce", "The whole, in the folder 'results'."),
                new("reproduce --output results/seed1 --seed 1", "Another network from other random numbers."),
                new("reproduce --output /tmp/quick --epochs 1", "A quick look; the network is less accurate."),
            ],
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = Presets.Target with
            {
                Epochs = parsed.GetValue(epochs),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads) ?? Presets.Target.Threads,
            };
            var request = new ReproduceRequest(
                parsed.GetValue(output)!, options, host.Datasets[0], parsed.GetValue(data), parsed.GetValue(force), parsed.GetValue(SharedOptions.Verbose));
            var reproduction = new Reproduction(request, host, cancellation);
            return await reproduction.RunAsync();
        });
        return command;
    }
}
