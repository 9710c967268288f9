using System.CommandLine;
using Relevance.Tool.Console;
using Relevance.Tool.Evaluating;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;

namespace Relevance.Tool.Commands;

/// <summary><c>evaluate</c>: which explanation to trust, on the user's own networks and images.</summary>
internal static class EvaluateCommand
{
    internal static Command Create(ToolHost host, ImageOptions sources)
    {
        var model = new Option<string[]?>("--model") { Description = $"{host.ModelOption} May be given several times.", HelpName = "FILE" };
        var methods = EvaluateOptions.Methods();
        var measures = EvaluateOptions.Measures(knowsTruth: false);
        var count = NumberOption.Create("--count", "How many of the images, drawn by seed; all if there are fewer.", 200, 2, 1_000_000);
        var output = new Option<string>("--output") { Description = "Folder for the results.", HelpName = "DIR", DefaultValueFactory = _ => "evaluation" };
        var batchSize = SharedOptions.BatchSize();
        var seed = EvaluateOptions.Seed();
        var threads = SharedOptions.Threads();
        var force = new Option<bool>("--force") { Description = "Repeat measurements that exist already." };
        var command = new DocumentedCommand(
            "evaluate", "Judges explanations by many measures, with confidence intervals, to show which methods to trust.",
            [model, .. sources.All, methods, measures, count, output, batchSize, seed, threads, force])
        {
            Details = $"""
                Judges every method by every measure on your images and writes tables, charts and a page (evaluation.html in the folder of results). Each measurement is saved there immediately, so that a stopped run can be continued. Measures of localisation are left out: they need images in which the truth is known. Measures:
                {EvaluateOptions.MeasureList(knowsTruth: false)}
                """,
            Examples =
            [
                new("evaluate --model net.safetensors --images pictures", "Ten methods by the usual measures on up to 200 pictures."),
                new("evaluate --model net.safetensors --images test.npy --methods lrp,gradient --measures selectivity-gap,conservation", "Your own choice of methods and measures."),
            ],
        };
        command.Validators.Add(sources.Validate);
        command.SetAction((parsed, cancellation) =>
        {
            var request = new EvaluateRequest
            {
                Methods = parsed.GetValue(methods) ?? MethodList.Parse(MethodList.Usual),
                Measures = parsed.GetValue(measures),
                Count = parsed.GetValue(count),
                Models = parsed.GetValue(model) ?? [],
                Output = parsed.GetValue(output)!,
                BatchSize = parsed.GetValue(batchSize),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Force = parsed.GetValue(force),
                Verbose = parsed.GetValue(SharedOptions.Verbose),
            };
            return RunAsync(request, sources.Read(parsed), host, cancellation);
        });
        return command;
    }

    private static Task<int> RunAsync(EvaluateRequest request, ImageSource source, ToolHost host, CancellationToken cancellation)
    {
        if (request.Models.Count == 0)
            throw new UsageException("--model is missing; give the file of the network whose explanations are to be judged.");
        request = request with { Measures = Measuring.Names(request.Measures, knowsTruth: false) };
        return EvaluationRun.RunAsync(request, host, () => LoadAsync(request, source, host, cancellation), cancellation);
    }

    private static async Task<(EvaluationImages Images, IReadOnlyList<EvaluatedModel> Models)> LoadAsync(
        EvaluateRequest request, ImageSource source, ToolHost host, CancellationToken cancellation)
    {
        EvaluatedModel[] models = [.. request.Models.Select(path => new EvaluatedModel(Path.GetFileNameWithoutExtension(path), host.LoadModel(path)))];
        var images = await source.LoadAsync(models[0].Model, host, cancellation);
        if (models.FirstOrDefault(model => model.Model.InputShape != models[0].Model.InputShape) is { } other)
            throw new UserException($"The models read images of different shapes: {models[0].Name} {models[0].Model.InputShape}, {other.Name} {other.Model.InputShape}. Judge them one by one.");
        return (new("your images", Draw(images, request), null), models);
    }

    private static ImageSet Draw(ImageSet images, EvaluateRequest request)
    {
        if (images.Count < 2)
            throw new UserException("Methods are judged on two images at least; give more by --images.");
        if (images.Count <= request.Count)
            return images;
        return images.Select(EvaluationImages.Draw(images.Count, request.Count, request.Seed));
    }
}
