using System.CommandLine;
using MnistExplanation.Evaluating;
using Relevance.Catalogue;

namespace MnistExplanation.Commands;

/// <summary><c>evaluate</c>: which explanation to trust.</summary>
internal static class EvaluateCommand
{
    private const int LargestBatch = 100_000;

    internal static Command Create(Host host)
    {
        var methods = MethodsOption();
        var measures = MeasuresOption();
        var count = NumberOption.Create("--count", "How many test images, drawn by seed.", 200, 2, 1_000_000);
        var seeds = NumberOption.Create("--seeds", "How many networks, each trained from another seed. The first is the one inside the program, where there is one; others are trained once.", 1, 1, 100);
        var model = new Option<string[]?>("--model")
        {
            Description = "A model file to judge instead; may be given several times.",
            HelpName = "FILE",
        };
        var output = new Option<string>("--output") { Description = "Folder for the results.", HelpName = "DIR", DefaultValueFactory = _ => "results/evaluation" };
        var dataset = SharedOptions.Dataset(host, "Without it, the one on which the models were trained.");
        var data = SharedOptions.Data();
        var batchSize = NumberOption.Create("--batch-size", "Images computed at once; bounds the memory.", 128, 1, LargestBatch);
        var seed = NumberOption.Create("--seed", "Determines which images, what measures draw at random, and the resampling.", 0, 0, int.MaxValue - 1);
        var threads = SharedOptions.Threads();
        var force = new Option<bool>("--force") { Description = "Measure again what was measured before. Networks that were trained are kept." };
        var command = new TaughtCommand("evaluate", "Judges explanations: which methods to trust, by every measure, with confidence.")
        {
            Details = $"""
                Judges every method by every measure on test images and writes tables, charts and a page (evaluation.html in the folder of results). What is measured is kept there at once: a run that was stopped goes on where it was. Measures:
                {string.Join('\n', Measuring.Names(["all"]).Chunk(6).Select(names => $"  {string.Join(", ", names)}"))}
                """,
            Examples =
            [
                new("evaluate", "Ten methods by all measures but one on 200 digits, a minute or two."),
                new("evaluate --methods lrp,lrp(composite=epsilon-plus),smoothgrad(gradient) --measures selectivity-gap,relevance-mass", "Your own choice; most shells want quotes around the brackets."),
                new("evaluate --count 1000 --seeds 5", "More digits, and five networks, four of which are trained first."),
                new("evaluate --dataset fashion-mnist --output results/fashion", "Clothes instead of digits; trains a network first."),
                new("evaluate --model models/mine.safetensors --measures all", "Your own network."),
            ],
        };
        foreach (var option in new Option[] { methods, measures, count, seeds, model, output, dataset, data, batchSize, seed, threads, force })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(model) is not null && result.GetResult(seeds) is { Implicit: false })
                result.AddError("--model names the networks, --seeds asks for some to be trained; give only one of them.");
        });
        command.SetAction((parsed, cancellation) => EvaluateJob.RunAsync(
            new EvaluateRequest
            {
                Methods = parsed.GetValue(methods)!,
                Measures = parsed.GetValue(measures),
                Count = parsed.GetValue(count),
                Seeds = parsed.GetValue(seeds),
                Models = parsed.GetValue(model) ?? [],
                Dataset = parsed.GetValue(dataset),
                DataFolder = parsed.GetValue(data),
                Output = parsed.GetValue(output)!,
                BatchSize = parsed.GetValue(batchSize),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Force = parsed.GetValue(force),
                Verbose = parsed.GetValue(SharedOptions.Verbose),
            },
            host,
            cancellation));
        return command;
    }

    private static Option<IReadOnlyList<MethodCall>?> MethodsOption() => new("--methods")
    {
        Description = $"Methods as 'explain' takes them, with commas between. Without it: {MethodList.Usual}.",
        HelpName = "A,B,…",
        DefaultValueFactory = _ => MethodList.Parse(MethodList.Usual),
        CustomParser = result =>
        {
            try
            {
                return MethodList.Parse(result.Tokens[0].Value);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
                return null;
            }
        },
    };

    private static Option<IReadOnlyList<string>?> MeasuresOption() => new("--measures")
    {
        Description = "Measures with commas between, or all. Without it, all but selectivity-recomputed, which explains each image fifty times.",
        HelpName = "A,B,…",
        CustomParser = result =>
        {
            try
            {
                return Measuring.Names([.. result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries).Distinct()]);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
                return null;
            }
        },
    };
}
