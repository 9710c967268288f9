using System.CommandLine;
using MnistExplanation.Evaluating.Experiments;
using Relevance.Catalogue;

namespace MnistExplanation.Commands;

/// <summary><c>evaluate</c>: how far explanations can be trusted.</summary>
internal static class EvaluateCommand
{
    private const int LargestCount = 60_000, MostSeeds = 100;

    internal static Command Create(Host host)
    {
        var experiment = new Option<IReadOnlyList<Experiment>>("--experiment")
        {
            Description = $"{string.Join(", ", ExperimentCatalogue.All.Select(one => one.Name))} or {ExperimentCatalogue.Every}: an experiment of the papers.",
            HelpName = "NAME",
            Required = true,
            CustomParser = result =>
            {
                var name = result.Tokens[0].Value;
                if (ExperimentCatalogue.Find(name) is { } found)
                    return found;
                result.AddError(Suggestion.For("experiment", name, [.. ExperimentCatalogue.Names]));
                return [];
            },
        };
        var output = new Option<string>("--output") { Description = "Folder for figures, documents and the page.", HelpName = "DIR", DefaultValueFactory = _ => "evaluation" };
        var count = NumberOption.Create("--count", "How many test images, the first ones.", 1000, 1, LargestCount);
        var seed = NumberOption.Create("--seed", "Determines random orders and resampling.", 0, 0, int.MaxValue);
        var epochs = NumberOption.Create("--epochs", "For the experiment on advice: how often its networks see the training images.", 3, 1, TrainCommand.MostEpochs);
        var seeds = NumberOption.Create("--seeds", "For the experiment on advice: how many networks of each kind.", 3, 1, MostSeeds);
        var trainCount = NumberOption.Optional("--train-count", "For the experiment on advice: how many training images, the first ones. Without it, all.", 1, LargestCount);
        var model = SharedOptions.Model();
        var dataset = SharedOptions.Dataset(host, "Without it, the one on which the model was trained.");
        var data = SharedOptions.Data();
        var threads = SharedOptions.Threads();
        var command = new TaughtCommand("evaluate", "Says how far explanations can be trusted.")
        {
            Details = $"""
                Does experiments of the papers again, and says whether what they found is found here:
                {string.Join('\n', ExperimentCatalogue.All.Select(one => $"  {one.Name,-18}  {one.Title}."))}
                """,
            Examples =
            [
                new("evaluate --experiment selectivity --output evaluation", "How fast the score falls when what methods call relevant is removed."),
                new("evaluate --experiment advice --epochs 1 --train-count 10000 --output evaluation", "What the papers' advice about the network changes, at a glance."),
                new("evaluate --experiment all --output evaluation", "All of them, with a page that shows and explains them."),
            ],
        };
        foreach (var option in new Option[] { experiment, output, count, seed, epochs, seeds, trainCount, model, dataset, data, threads })
            command.Add(option);
        command.SetAction((parsed, cancellation) => ExperimentsJob.RunAsync(
            new ExperimentRequest
            {
                Experiments = parsed.GetValue(experiment)!,
                Output = parsed.GetValue(output)!,
                Count = parsed.GetValue(count),
                Seed = parsed.GetValue(seed),
                Epochs = parsed.GetValue(epochs),
                Seeds = parsed.GetValue(seeds),
                TrainCount = parsed.GetValue(trainCount),
                Model = parsed.GetValue(model),
                Dataset = parsed.GetValue(dataset),
                DataFolder = parsed.GetValue(data),
                Threads = parsed.GetValue(threads),
                Verbose = parsed.GetValue(SharedOptions.Verbose),
            },
            host,
            cancellation));
        return command;
    }
}
