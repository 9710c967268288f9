using System.CommandLine;
using System.CommandLine.Parsing;
using MnistExplanation.Console;
using MnistExplanation.Explaining;
using Relevance.Catalogue;
using TorchSharp;

namespace MnistExplanation.Commands;

/// <summary><c>explain</c>: heatmaps of images.</summary>
internal static class ExplainCommand
{
    private const int LargestBatch = 100_000;

    internal static Command Create(Host host)
    {
        var method = MethodOption();
        var model = SharedOptions.Model();
        var index = IndexOption();
        var digits = new Option<bool>("--digits") { Description = "Explain the first test image of each class (what happens if no image is chosen)." };
        var images = new Option<string?>("--images")
        {
            Description = "Explain your own images: a PNG of any size, dark on light or light on dark, which is centred as MNIST's are; or .npy, uint8 [N,28,28], background 0.",
            HelpName = "FILE",
        };
        var target = TargetOption();
        var contrast = NumberOption.Optional("--contrast", "Explain why the target and not this class: the difference of their scores.", 0, int.MaxValue - 1);
        var propagation = new PropagationOptions();
        var list = new Option<bool>("--list") { Description = "Only list methods, composites, rules and words for layers." };
        var type = TypeOption();
        var batchSize = NumberOption.Create("--batch-size", "Images computed at once; bounds the memory.", 128, 1, LargestBatch);
        var threads = SharedOptions.Threads();
        var output = SharedOptions.Outputs(
            "Write a file; may be given several times. .png: a figure, .npy: relevance [N,1,28,28] (or of the shape of --layer) in the type of --dtype, .json: everything. An existing file is replaced.",
            OutputKind.Figure, OutputKind.Array, OutputKind.Document);
        var dataset = SharedOptions.Dataset(host, "Without it, the one on which the model was trained.");
        var data = SharedOptions.Data();
        var command = new TaughtCommand("explain", "Tells for each pixel of an image how much it spoke for or against a class.")
        {
            Details = Details(),
            Examples =
            [
                new("explain", "One digit of each class, by layer-wise relevance propagation."),
                new("explain --method simple-taylor --index 18 247 --output figure.png", "Two test images by another method, as a picture."),
                new("explain --index 247 --target 2 --output why2.png --output why2.json", "Why not another class? Asked for the score of class 2."),
                new("explain --index 247 --contrast 2", "Why the predicted class and not class 2?"),
                new("explain --composite epsilon-plus --set epsilon=0.1 --rule first=flat --ledger", "Other rules, and what became of the relevance in each layer."),
                new("explain --plan --composite overview-mnist", "Which layer gets which rule."),
                new("explain --layer 3 --output maps.png", "The relevance of the feature maps of layer 3."),
                new("explain --unit 3:5 --output map5.png", "What feature map 5 of layer 3 looks at."),
                new("explain --images mine.png", "Your own handwriting."),
                new("explain --images test.npy --target labels.npy --dtype float64 --output relevance.npy", "Many images, into NumPy's format."),
            ],
        };
        foreach (var option in (Option[])[method, index, digits, images, target, contrast, .. propagation.All, output, model, dataset, data, type, batchSize, threads, list])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (new Option[] { index, digits, images }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("--index, --digits and --images each choose the images; give only one of them.");
            if (result.GetResult(images) is not null && (result.GetResult(dataset) ?? result.GetResult(data)) is not null)
                result.AddError("--images brings its own images; leave --dataset and --data out.");
        });
        command.Validators.Add(result => 
        {
            if (ChosenMethod(result.GetResult(method)?.Tokens) is { } chosen)
                propagation.Validate(result, chosen, [target], contrast);
        });
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(list))
            {
                ListView.Show(host.Terminal);
                return Task.FromResult(ExitCode.Success);
            }
            var chosen = parsed.GetValue(method) ?? Default;
            var isPropagation = chosen.Name == PropagationChoice.Method;
            var request = new ExplainRequest
            {
                Method = isPropagation ? chosen : With(chosen, propagation.Settings(parsed)),
                Target = parsed.GetValue(target) ?? TargetChoice.Predicted,
                Contrast = parsed.GetValue(contrast),
                Propagation = isPropagation ? propagation.Read(parsed, chosen) : null,
                Model = parsed.GetValue(model),
                // Without the option the value is an empty array, not null.
                Indices = parsed.GetResult(index) is null ? null : parsed.GetValue(index),
                Images = parsed.GetValue(images),
                Dataset = parsed.GetValue(dataset),
                DataFolder = parsed.GetValue(data),
                ElementType = parsed.GetValue(type) ?? torch.ScalarType.Float32,
                BatchSize = parsed.GetValue(batchSize),
                Threads = parsed.GetValue(threads),
                Outputs = parsed.GetValue(output) ?? [],
                Verbose = parsed.GetValue(SharedOptions.Verbose),
            };
            return propagation.WantsPlan(parsed) ? Task.FromResult(ExplainJob.ShowPlan(request, host)) : ExplainJob.RunAsync(request, host, cancellation);
        });
        return command;
    }

    private static MethodCall Default { get; } = MethodNotation.Parse(PropagationChoice.Method);

    /// <summary>The method that was typed; null where it is none, which has been noted.</summary>
    private static MethodCall? ChosenMethod(IReadOnlyList<Token>? tokens)
    {
        try
        {
            return tokens is [var text] ? MethodNotation.Parse(text.Value) : Default;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MethodCall With(MethodCall method, IReadOnlyList<string> settings)
    {
        foreach (var text in settings)
        {
            if (text.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var value])
                throw new UsageException($"--set takes NAME=VALUE, such as samples=20, not '{text}'.");
            try
            {
                method = method.With(name, value);
            }
            catch (FormatException e)
            {
                throw new UsageException($"--set {text}: {e.Message}");
            }
        }
        return method;
    }

    private static string Details()
    {
        var width = MethodCatalogue.All.Max(method => method.Name.Length);
        var methods = MethodCatalogue.All.Select(method => $"  {method.Name.PadRight(width)}  {method.Meaning}");
        return $"""
            Without --output nothing is written: a table appears, and on a terminal with colours up to three heatmaps (red speaks for the class, blue against it). Methods:
            {string.Join('\n', methods)}
            """;
    }

    private static Option<MethodCall?> MethodOption() => new("--method")
    {
        Description = $"The method, such as {PropagationChoice.Method}, integrated-gradients(steps=20) or a method of a method, smoothgrad(lrp); without it, {PropagationChoice.Method}.",
        HelpName = "NAME",
        CustomParser = result =>
        {
            try
            {
                return MethodNotation.Parse(result.Tokens[0].Value);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
                return null;
            }
        },
    };

    private static Option<int[]?> IndexOption() => new("--index")
    {
        Description = "Explain these images of the test set, counted from 0.",
        HelpName = "N…",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        [
            .. Enumerable.Range(0, result.Tokens.Count).Select(place => NumberOption.Parse(result, "--index", 0, int.MaxValue - 1, place) ?? 0),
        ],
    };

    private static Option<TargetChoice?> TargetOption() => new("--target")
    {
        Description = "Whose score: true, predicted, a class from 0, or a .npy file with one class per image. Without it, predicted.",
        HelpName = "CLASS",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (TargetChoice.Parse(text) is { } choice)
                return choice;
            result.AddError($"--target takes true, predicted, a class such as 7, or FILE.npy, not '{text}'.");
            return null;
        },
    };

    private static Option<torch.ScalarType?> TypeOption() => new("--dtype")
    {
        Description = "float32 or float64: the precision of the computation. Without it, float32.",
        HelpName = "TYPE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text is not ("float32" or "float64"))
                result.AddError($"--dtype takes float32 or float64, not '{text}'.");
            return text == "float64" ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        },
    };
}
