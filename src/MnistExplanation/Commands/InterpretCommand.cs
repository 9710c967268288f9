using System.CommandLine;
using Mnist.Experts;
using MnistExplanation.Digits;
using MnistExplanation.Interpreting;
using Relevance.Definitions;
using Relevance.Propagation;
using Relevance.Tool.Commands;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Commands;

/// <summary><c>interpret</c>: what a network takes its classes to look like.</summary>
internal static class InterpretCommand
{
    private const int StandardSteps = 1000, MostSteps = 1_000_000;

    internal static Command Create(Host host)
    {
        var classes = NumberOption.Several("--class", "Only these classes; without it, all.", "C…", 0, int.MaxValue - 1);
        var variants = VariantOption();
        var start = StartOption();
        var steps = NumberOption.Create("--steps", "The most steps for each image; a search that comes to rest ends earlier.", StandardSteps, 1, MostSteps);
        var strength = NumberOption.Optional("--lambda", "λ (η for local): how much likely images are preferred to telling ones. Without it, each variant's own.", 0.0, 1e9);
        var near = NumberOption.Optional("--near", "For local: the test digit, counted from 0, that is to become each class. Without it, the first of each class itself.", 0, int.MaxValue - 1);
        var units = UnitOption();
        var model = SharedOptions.Model(host.ModelOption);
        var experts = new Option<string?>("--experts") { Description = "A file that --train wrote. Without it, the experts on MNIST inside the program.", HelpName = "FILE" };
        var output = SharedOptions.Outputs(
            "Write a file; may be given several times. .png: a sheet, .npy: the images [variants, classes or units, 28, 28] from 0 to 1, .json: everything.",
            OutputKind.Figure, OutputKind.Array, OutputKind.Document);
        var curves = new Option<string?>("--curves") { Description = "Write a chart of how the objective rose (.png).", HelpName = "FILE.png" };
        var train = new Option<string?>("--train") { Description = "Only train other experts, a minute or two, and write them to this file (.safetensors).", HelpName = "FILE" };
        var seed = NumberOption.Create("--seed", "For --train: the seed of all random numbers.", 0L, 0L, TrainCommand.LargestSeed);
        var dataset = DatasetChoice.Dataset(host, "Without it, the one on which the model was trained.");
        var data = DatasetChoice.Data();
        var threads = SharedOptions.Threads(trains: true);
        Option[] ofSearch = [classes, variants, start, steps, strength, near, units, output, curves, model, experts];
        var command = new DocumentedCommand(
            "interpret", "Shows prototypes: images that maximise the score of a class or the activation of a hidden unit.",
            [.. ofSearch, dataset, data, threads, train, seed])
        {
            Details = Details(),
            Examples =
            [
                new("interpret --output prototypes.png --curves convergence.png", "All classes by all variants."),
                new("interpret --class 3 --variant decoder --output three.png", "A typical three."),
                new("interpret --variant local --near 0 --output seven-becomes.png", "What must change in test digit 0 to make it each class."),
                new("interpret --variant l2 --start class-mean --lambda 0.0001", "Another start, and less restraint."),
                new("interpret --unit 8:17 --unit 4 --output units.png", "Unit 17 of layer 8 and the feature maps of layer 4, with the digits that excite them most."),
                new("interpret --train experts.safetensors --dataset fashion-mnist", "Experts for another data set, to be given with --experts."),
            ],
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(units) is not null && result.GetResult(classes) is not null)
                result.AddError("--class and --unit contradict each other; give only one of them.");
            if (result.GetResult(curves)?.Tokens is [var name] && !name.Value.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                result.AddError($"--curves {name.Value}: the name must end with .png.");
            var isTraining = result.GetResult(train) is not null;
            foreach (var option in ofSearch)
            {
                if (isTraining && result.IsGiven(option))
                    result.AddError($"--train only trains experts; {option.Name} is for the search, with --experts FILE.");
            }
            if (!isTraining && result.IsGiven(seed))
                result.AddError("--seed is for --train: the search has nothing random.");
            if (result.GetResult(near) is not null && result.GetResult(variants) is { } chosen && chosen.GetValueOrDefault<Variant[]>() is { } named && named.All(variant => variant.Name != Variant.Local))
                result.AddError($"--near is for --variant {Variant.Local}.");
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(train) is { } file
            ? ExpertTrainingJob.RunAsync(
                file,
                parsed.GetValue(dataset) ?? host.Datasets[0],
                parsed.GetValue(data),
                new ExpertTrainingOptions { Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads) ?? 1 },
                parsed.GetValue(SharedOptions.Verbose),
                host,
                cancellation)
            : InterpretJob.RunAsync(
                new InterpretRequest
                {
                    Classes = parsed.GetResult(classes) is null ? null : parsed.GetValue(classes),
                    Variants = parsed.GetResult(variants) is not null ? parsed.GetValue(variants)!
                        : parsed.GetResult(units) is null ? Variant.All : [Variant.Of(Variant.Plain), Variant.Of(Variant.Decoder)],
                    Start = parsed.GetValue(start),
                    Steps = parsed.GetValue(steps),
                    Strength = parsed.GetValue(strength),
                    Near = parsed.GetValue(near),
                    Units = parsed.GetValue(units) ?? [],
                    Model = parsed.GetValue(model),
                    Experts = parsed.GetValue(experts),
                    Dataset = parsed.GetValue(dataset),
                    DataFolder = parsed.GetValue(data),
                    Threads = parsed.GetValue(threads),
                    Outputs = parsed.GetValue(output) ?? [],
                    Curves = parsed.GetValue(curves),
                    Verbose = parsed.GetValue(SharedOptions.Verbose),
                },
                host,
                cancellation));
        return command;
    }

    private static string Details()
    {
        var width = Variant.All.Max(variant => variant.Name.Length);
        var variants = Variant.All.Select(variant => $"  {variant.Name.PadRight(width)}  {variant.Formula}. {variant.Meaning} λ = {variant.Strength}, from {(variant.Start is { } start ? StartPoints.NameOf(start) : "x₀")}.");
        return $"""
            Activation maximisation: searches for the image x of pixels from 0 to 1 that the network takes for a class with the most certainty, among images that are likely. What 'likely' means is the variant:
            {string.Join('\n', variants)}
            """;
    }

    private static Option<Variant[]?> VariantOption() => new("--variant")
    {
        Description = $"{string.Join(", ", Variant.All.Select(variant => variant.Name))} or all. Without it, all (l2 and decoder for --unit).",
        HelpName = "NAME…",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            var chosen = new List<Variant>();
            foreach (var token in result.Tokens)
            {
                if (token.Value == "all")
                    chosen.AddRange(Variant.All);
                else if (Variant.All.FirstOrDefault(variant => variant.Name == token.Value) is { } variant)
                    chosen.Add(variant);
                else
                    result.AddError(Variant.Unknown(token.Value));
            }
            return [.. chosen.Distinct()];
        },
    };

    private static Option<StartPoint?> StartOption() => new("--start")
    {
        Description = "The starting point of the search: black, mean or class-mean. Without it, that of the variant.",
        HelpName = "IMAGE",
        CustomParser = result =>
        {
            if (StartPoints.All.TryGetValue(result.Tokens[0].Value, out var start))
                return start;
            result.AddError(Suggestion.For("start", result.Tokens[0].Value, (IReadOnlyCollection<string>)StartPoints.All.Keys));
            return null;
        },
    };

    private static Option<HiddenUnit[]?> UnitOption() => new("--unit")
    {
        Description = "Hidden units instead of classes, as LAYER:INDEX (a feature map, or a unit of a fully connected layer) or LAYER for all of them.",
        HelpName = "LAYER[:INDEX]…",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            var chosen = new List<HiddenUnit>();
            foreach (var token in result.Tokens)
            {
                try
                {
                    chosen.Add(HiddenUnit.Parse(token.Value));
                }
                catch (FormatException)
                {
                    result.AddError($"--unit takes LAYER or LAYER:INDEX, such as 8:17, not '{token.Value}'.");
                }
            }
            return [.. chosen];
        },
    };
}
