using System.CommandLine;
using MnistExplanation.Digits;
using MnistExplanation.Evaluating;
using MnistExplanation.Evaluating.Experiments;
using Relevance.Definitions;
using Relevance.Tool.Commands;
using Relevance.Tool.Evaluating;

namespace MnistExplanation.Commands;

/// <summary><c>evaluate</c>: which explanation to trust.</summary>
internal static class EvaluateCommand
{
    private const string Folder = "evaluation", ExperimentsFolder = "experiments";

    internal static Command Create(Host host)
    {
        var methods = EvaluateOptions.Methods();
        var measures = EvaluateOptions.Measures(knowsTruth: true);
        var count = NumberOption.Create("--count", "How many test images, drawn by seed.", 200, 2, 1_000_000);
        var seeds = NumberOption.Create("--seeds", "How many networks, each trained from another seed. The first is the one inside the program, where there is one; others are trained once.", 1, 1, 100);
        var model = new Option<string[]?>("--model")
        {
            Description = "A model file to judge instead; may be given several times.",
            HelpName = "FILE",
        };
        var output = new Option<string?>("--output") { Description = $"Folder for the results. Without it, '{Folder}', or '{ExperimentsFolder}' for experiments.", HelpName = "DIR" };
        var dataset = DatasetChoice.Dataset(host, "Without it, the one on which the models were trained.");
        var data = DatasetChoice.Data();
        var batchSize = SharedOptions.BatchSize();
        var seed = EvaluateOptions.Seed();
        var threads = SharedOptions.Threads(trains: true);
        var force = new Option<bool>("--force") { Description = "Repeat measurements that exist already, and train the network for localisation instead of using the one inside the program. Networks trained before are kept." };
        var experiment = ExperimentOption();
        var epochs = NumberOption.Optional("--epochs", $"For --experiment advice: how often its networks see the training images. Without it, {AdviceExperiment.StandardEpochs} times.", 1, TrainCommand.MostEpochs);
        var trainCount = NumberOption.Optional("--train-count", "For --experiment advice: how many training images, the first ones. Without it, all.", 1, 60_000);
        var command = new DocumentedCommand(
            "evaluate", "Judges explanations by many measures, with confidence intervals, to show which methods to trust.",
            [methods, measures, count, seeds, model, output, dataset, data, batchSize, seed, threads, force, experiment, epochs, trainCount])
        {
            Details = $"""
                Judges every method by every measure on test images and writes tables, charts and a page (evaluation.html in the folder of results). Each measurement is saved there immediately, so that a stopped run can be continued. Measures:
                {EvaluateOptions.MeasureList(knowsTruth: true)}
                selectivity-random is a reference for the others and takes no part in rankings; selectivity-recomputed is left out unless --measures names it. relevance-mass and pointing-game need a network that has learned pairs of images: one is inside the program; for other seeds, data sets and networks, one is trained first.

                With --experiment, it repeats an experiment of the papers instead, and reports whether their findings hold here:
                {string.Join('\n', ExperimentCatalogue.All.Select(one => $"  {one.Name,-18}  {one.Title}."))}
                """,
            Examples =
            [
                new("evaluate", "Ten methods by all measures but selectivity-recomputed on 200 digits, in a minute or two."),
                new("evaluate --methods lrp,lrp(composite=epsilon-plus),smoothgrad(gradient) --measures selectivity-gap,relevance-mass", "Your own choice; most shells want quotes around the brackets."),
                new("evaluate --count 1000 --seeds 5", "More digits, and five networks, four of which are trained first."),
                new("evaluate --dataset fashion-mnist --output results/fashion", "Clothes instead of digits; trains a network first."),
                new("evaluate --model models/mine.safetensors --measures all", "Your own network."),
                new("evaluate --experiment selectivity --count 1000", "How fast the score falls when relevant pixels are removed."),
                new("evaluate --experiment advice --epochs 1 --train-count 10000", "The effect of the papers' advice about the network, at a glance."),
                new("evaluate --experiment all --seeds 3 --output results/experiments", "All experiments of the papers, with a page that shows and explains them."),
            ],
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(model) is not null && result.IsGiven(seeds))
                result.AddError("--model names the networks, --seeds asks for some to be trained; give only one of them.");
        });
        command.Validators.Add(result =>
        {
            var chosen = result.GetResult(experiment)?.Tokens is [var name] ? ExperimentCatalogue.Find(name.Value) ?? ExperimentCatalogue.All : [];
            Option[] foreign = chosen.Count > 0 ? [methods, measures, force] : [];
            if (foreign.FirstOrDefault(result.IsGiven) is { } option)
                result.AddError($"{option.Name} does not belong to --experiment, which has methods and measures of its own.");
            if (!chosen.OfType<AdviceExperiment>().Any() && new Option[] { epochs, trainCount }.FirstOrDefault(result.IsGiven) is { } training)
                result.AddError($"{training.Name} belongs to --experiment advice.");
            if (chosen is [AdviceExperiment] && result.IsGiven(model))
                result.AddError("--model does not belong to --experiment advice, which trains networks of its own.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var experiments = parsed.GetValue(experiment);
            var request = new DigitEvaluateRequest
            {
                Methods = parsed.GetValue(methods) ?? MethodList.Parse(MethodList.Usual),
                Measures = parsed.GetValue(measures),
                Count = parsed.GetValue(count),
                Seeds = parsed.GetValue(seeds),
                Models = parsed.GetValue(model) ?? [],
                Dataset = parsed.GetValue(dataset),
                DataFolder = parsed.GetValue(data),
                Output = parsed.GetValue(output) ?? (experiments is null ? Folder : ExperimentsFolder),
                BatchSize = parsed.GetValue(batchSize),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Force = parsed.GetValue(force),
                Verbose = parsed.GetValue(SharedOptions.Verbose),
            };
            return experiments is null ? EvaluateJob.RunAsync(request, host, cancellation) : ExperimentsJob.RunAsync(
                new ExperimentRequest
                {
                    Experiments = experiments,
                    Common = request,
                    Epochs = parsed.GetValue(epochs) ?? AdviceExperiment.StandardEpochs,
                    TrainCount = parsed.GetValue(trainCount),
                },
                host,
                cancellation);
        });
        return command;
    }

    private static Option<IReadOnlyList<Experiment>?> ExperimentOption() => new("--experiment")
    {
        Description = $"{string.Join(", ", ExperimentCatalogue.All.Select(one => one.Name))} or {ExperimentCatalogue.Every}: an experiment of the papers in place of measures.",
        HelpName = "NAME",
        CustomParser = result =>
        {
            var name = result.Tokens[0].Value;
            if (ExperimentCatalogue.Find(name) is { } found)
                return found;
            result.AddError(Suggestion.For("experiment", name, [.. ExperimentCatalogue.Names]));
            return null;
        },
    };
}
