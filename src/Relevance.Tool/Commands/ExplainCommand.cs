using System.CommandLine;
using System.CommandLine.Parsing;
using Relevance.Catalogue;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary><c>explain</c>: heatmaps of images.</summary>
internal static class ExplainCommand
{
    /// <summary>The word for all methods.</summary>
    private const string EveryMethod = "all";

    /// <summary>Makes the command.</summary>
    /// <param name="host">The program around it.</param>
    /// <param name="sources">How users choose images.</param>
    /// <param name="examples">Examples for the help.</param>
    internal static Command Create(ToolHost host, ImageOptions sources, IReadOnlyList<Example> examples)
    {
        var method = MethodOption();
        var model = SharedOptions.Model(host.ModelOption);
        var target = TargetOption();
        var contrast = NumberOption.Optional("--contrast", "Explain why the target and not this class: the difference of their scores.", 0, int.MaxValue - 1);
        var propagation = new PropagationOptions();
        var program = new Option<bool>("--program") { Description = "Only print the program that the method is compiled to for one image: each operation, its shape and its inputs." };
        var list = new Option<bool>("--list") { Description = "Only list methods, composites, rules and words for layers." };
        var type = TypeOption();
        var batchSize = SharedOptions.BatchSize();
        var threads = SharedOptions.Threads();
        var output = SharedOptions.Outputs(
            "Write a file; may be given several times. .png: a figure, .npy: relevance in the shape of the images, [N,C,H,W] (or of --layer), in the type of --dtype, .json: everything. An existing file is replaced.",
            OutputKind.Figure, OutputKind.Array, OutputKind.Document);
        var slide = new Option<bool>("--slide") { Description = "Arrange a figure of several methods in the shape of a slide, 16:9." };
        var command = new DocumentedCommand(
            "explain", "Shows how much each pixel of an image speaks for or against a class.",
            [method, .. sources.All, target, contrast, .. propagation.All, output, slide, model, type, batchSize, threads, program, list])
        {
            Details = Details(),
            Examples = examples,
        };
        command.Validators.Add(sources.Validate);
        command.Validators.Add(result =>
        {
            if (result.GetResult(target)?.Tokens is [{ Value: "true" }] && sources.MissingTruth(result) is { } labels)
                result.AddError($"--target true needs the true classes; give them by {labels}.");
        });
        command.Validators.Add(result =>
        {
            if (ChosenMethods(result.GetResult(method)?.Tokens) is not { } chosen)
                return;
            propagation.Validate(result, chosen);
            ValidateProgram(result, program, chosen, propagation.Plan);
            foreach (var without in new[] { propagation.Plan, program }.Where(result.IsGiven))
            {
                Option[] strays = [.. sources.Choosing.Concat([target, contrast, output, propagation.Ledger]).Where(result.IsGiven)];
                if (strays.Length > 0)
                    result.AddError($"{without.Name} explains no image; leave {Readable.List(strays.Select(stray => stray.Name))} out.");
            }
            if (chosen.Count > 1 && !result.IsGiven(list) && !result.IsGiven(program))
                ComparisonFigure.Validate(result, output);
            if (chosen.Count == 1 && result.IsGiven(slide))
                result.AddError($"--slide arranges several methods; give them by --method, such as --method {EveryMethod}.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(list))
            {
                ListView.Show(host.Terminal);
                return Task.FromResult(ExitCode.Success);
            }
            var chosen = ChosenMethods(parsed.GetResult(method)?.Tokens)!;
            var typed = chosen.Count == 1 ? propagation.Typed(parsed, method, chosen[0]) : null;
            if (chosen.Count == 1)
                chosen = [propagation.Apply(parsed, chosen[0])];
            foreach (var one in chosen)
                propagation.RequireOneQuestion(parsed, one, [target], contrast);
            if (chosen.Count > 1)
                ComparisonFigure.RequireComparable(chosen);
            var request = new ExplainRequest
            {
                Method = chosen[0],
                AsTyped = typed,
                Target = parsed.GetValue(target) ?? TargetChoice.Predicted,
                Contrast = parsed.GetValue(contrast),
                CompositeFile = propagation.CompositeFileOf(parsed),
                Ledger = propagation.WantsLedger(parsed),
                Model = parsed.GetValue(model),
                IsDouble = parsed.GetValue(type) == NumpyElementType.Float64,
                BatchSize = parsed.GetValue(batchSize),
                Threads = parsed.GetValue(threads),
                Outputs = parsed.GetValue(output) ?? [],
                Slide = parsed.GetValue(slide),
                Verbose = parsed.GetValue(SharedOptions.Verbose),
            };
            if (chosen.Count > 1)
                return ExplainJob.CompareAsync(request, chosen, sources.Read(parsed), host, cancellation);
            if (parsed.GetValue(program))
                return Task.FromResult(ProgramJob.Run(request, host));
            return propagation.WantsPlan(parsed) ? Task.FromResult(ExplainJob.ShowPlan(request, host)) : ExplainJob.RunAsync(request, sources.Read(parsed), host, cancellation);
        });
        return command;
    }

    /// <summary>The methods that were typed; null where one is none, which has been noted.</summary>
    private static IReadOnlyList<MethodCall>? ChosenMethods(IReadOnlyList<Token>? tokens)
    {
        try
        {
            return tokens is null or [] ? [MethodNotation.Parse(PropagationNotation.Method)] : [.. tokens.SelectMany(token => MethodsNamed(token.Value))];
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<MethodCall> MethodsNamed(string text) =>
        text == EveryMethod ? MethodCatalogue.All.Select(MethodCall.Of) : [MethodNotation.Parse(text)];

    /// <summary>Notes in the result what cannot go together with <c>--program</c>.</summary>
    private static void ValidateProgram(CommandResult result, Option program, IReadOnlyList<MethodCall> methods, Option plan)
    {
        if (!result.IsGiven(program))
            return;
        if (methods.Count > 1)
            result.AddError("--program is for one method.");
        if (result.IsGiven(plan))
            result.AddError("--program and --plan cannot be combined; give only one of them.");
    }

    private static string Details()
    {
        var width = MethodCatalogue.All.Max(method => method.Name.Length);
        var methods = MethodCatalogue.All.Select(method => $"  {method.Name.PadRight(width)}  {method.Meaning}");
        return $"""
            Without --output nothing is written: a table appears, and on a terminal with colours up to three heatmaps (red speaks for the class, blue against it). Methods:
            {string.Join('\n', methods)}

            --program explains no image: it prints the operations that the method is compiled to for one image, with what goes back and by which weights. Methods that ask the network about many images, or average over them, are no single program.
            """;
    }

    private static Option<string[]?> MethodOption()
    {
        var option = new Option<string[]?>("--method")
        {
            Description = $"The method, such as {PropagationNotation.Method}, integrated-gradients(steps=20) or a method of a method, smoothgrad(lrp). Several, or {EveryMethod}, are drawn side by side. Without it, {PropagationNotation.Method}.",
            HelpName = "NAME",
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                try
                {
                    _ = MethodsNamed(token.Value).Count();
                }
                catch (FormatException e)
                {
                    result.AddError(e.Message);
                }
            }
        });
        return option;
    }

    private static Option<TargetChoice?> TargetOption() => new("--target")
    {
        Description = "The class to explain: true, predicted, a class from 0, or a .npy file with one class per image. Without it, predicted.",
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

    // Not an option of bool: its parser takes nothing but "true" and "false" for such a value.
    private static Option<NumpyElementType?> TypeOption() => new("--dtype")
    {
        Description = "float32 or float64: the precision of the computation. Without it, float32.",
        HelpName = "TYPE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text is not ("float32" or "float64"))
                result.AddError($"--dtype takes float32 or float64, not '{text}'.");
            return text == "float64" ? NumpyElementType.Float64 : NumpyElementType.Float32;
        },
    };
}
