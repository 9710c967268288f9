using Mnist.Data;
using Mnist.Networks;
using MnistExplanation.Digits;
using Relevance.Formats;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Models;

namespace MnistExplanation.Interpreting;

/// <summary>Does what <c>interpret</c> was asked for.</summary>
internal static class InterpretJob
{
    private const int MostUnits = 128, DigitsPerUnit = 8;

    internal static async Task<int> RunAsync(InterpretRequest request, Host host, CancellationToken cancellation)
    {
        Preamble.Run(
            host.Terminal, request.Verbose, request.Threads, [.. request.Outputs.Select(output => output.Path), .. request.Curves is { } curves ? [curves] : (string[])[]]);
        var model = DigitModel.Load(request.Model);
        var experts = LoadedExperts.Load(request.Experts, model);
        var network = model.Network;
        var classes = Classes(request, model);
        var units = request.Units.SelectMany(unit => Expand(unit, network)).ToList();
        if (units.Count > MostUnits)
            throw new UsageException($"--unit names {units.Count} units; up to {MostUnits} are shown: choose some by LAYER:INDEX.");
        var interpreter = new Interpreter(request, model, experts.Trained, await NearAsync(request, model, host, cancellation));
        var found = units.Count == 0
            ? await host.Terminal.RunAsync("Searching", progress => OfClasses(request, model, experts, interpreter, classes, progress, cancellation))
            : await OfUnitsAsync(request, model, experts, interpreter, network, units, host, cancellation);
        Show(found, host.Terminal);
        Write(found, host.Terminal);
        return ExitCode.Success;
    }

    private static IReadOnlyList<int> Classes(InterpretRequest request, SafetensorsModel model)
    {
        var count = model.Trained.Metadata.Architecture.Classes;
        var classes = request.Classes ?? [.. Enumerable.Range(0, count)];
        return classes.FirstOrDefault(index => index >= count, -1) is var wrong and >= 0
            ? throw new UserException($"--class {wrong} is not a class of the model, which has 0 to {count - 1}.")
            : classes;
    }

    /// <summary>A layer stands for each of its feature maps or units.</summary>
    private static IEnumerable<HiddenUnit> Expand(HiddenUnit unit, Network network)
    {
        try
        {
            unit.TargetOf(network, Architecture.InputShape);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--unit {unit}: {e.Message}");
        }
        return unit.Index is not null
            ? [unit]
            : Enumerable.Range(0, network.OutputShapes(Architecture.InputShape)[network.Find(unit.Layer).Index][0]).Select(index => unit with { Index = index });
    }

    private static async Task<ImageSet> NearAsync(InterpretRequest request, SafetensorsModel model, Host host, CancellationToken cancellation)
    {
        var dataset = Datasets.Choose(host, request.Dataset, model);
        return await DigitSource.OfTestSetAsync(
            request.Near is { } index ? [index] : null, "--near", dataset, request.DataFolder, request.Verbose, host, cancellation);
    }

    private static Interpretation OfClasses(
        InterpretRequest request, SafetensorsModel model, LoadedExperts experts, Interpreter interpreter, IReadOnlyList<int> classes, IProgress<ActivityState> progress, CancellationToken cancellation)
    {
        var rows = request.Variants.Select((variant, i) =>
        {
            progress.Report(new((double)i / request.Variants.Count, $"Searching, {variant.Title}"));
            return interpreter.Classes(variant, classes, cancellation);
        });
        return new(request, model, experts, [.. rows], [], null);
    }

    private static async Task<Interpretation> OfUnitsAsync(
        InterpretRequest request, SafetensorsModel model, LoadedExperts experts, Interpreter interpreter, Network network, List<HiddenUnit> units, Host host, CancellationToken cancellation)
    {
        var (digits, source) = await DigitsAsync(request, model, host, cancellation);
        var exciting = new ExcitingDigits(network, model.Normalization, digits);
        return await host.Terminal.RunAsync("Searching", progress =>
        {
            var found = units.Select((unit, i) =>
            {
                progress.Report(new((double)i / units.Count, $"Searching, unit {unit}"));
                return new InterpretedUnit(
                    unit, [.. request.Variants.Select(variant => interpreter.Unit(variant, unit, cancellation))], exciting.Of(unit, DigitsPerUnit, cancellation));
            }).ToList();
            return new Interpretation(
                request, model, experts, [.. request.Variants.Select((_, v) => found.Select(unit => unit.Prototypes[v]).ToList())], found, source);
        });
    }

    /// <summary>The test set if it was named, else the digits inside the program: whether the test set is at hand changes nothing.</summary>
    private static async Task<(ImageSet Digits, string Source)> DigitsAsync(InterpretRequest request, SafetensorsModel model, Host host, CancellationToken cancellation)
    {
        var dataset = Datasets.Choose(host, request.Dataset, model);
        if (request is { Dataset: null, DataFolder: null } && dataset == DatasetSpecification.Mnist)
            return (EmbeddedDigits.Instance.All(), $"the {EmbeddedDigits.Instance.Images.Count} inside the program (--dataset {dataset.Id} looks at all test images)");
        var test = (await Datasets.LoadAsync(host, dataset, request.DataFolder, request.Verbose, cancellation)).Test;
        return (DigitImages.OfTestSet(test, [.. Enumerable.Range(0, test.Count)]), $"the {test.Count:N0} test images of {dataset.Name}");
    }

    private static void Show(Interpretation found, Terminal terminal)
    {
        var names = found.Model.Trained.Metadata.ClassNames;
        if (found.Units.Count > 0)
            InterpretView.ShowUnits(found.Units, names, found.DigitSource!, terminal);
        else
            InterpretView.ShowClasses(found.Variants, names, terminal);
        if (found.Request.Outputs.Count == 0)
            terminal.Line("Write the images with --output FILE.png, FILE.npy or FILE.json, the convergence with --curves FILE.png.");
    }

    private static void Write(Interpretation found, Terminal terminal)
    {
        foreach (var output in found.Request.Outputs)
        {
            switch (output.Kind)
            {
                case OutputKind.Figure:
                    (found.Units.Count > 0 ? PrototypeSheet.OfUnits(found.Units, found.DigitSource!) : PrototypeSheet.OfClasses(found.Variants)).Render().Save(output.Path);
                    break;
                case OutputKind.Array:
                    NumpyFile.Write<float>(
                        output.Path, [.. found.Variants.SelectMany(row => row).SelectMany(prototype => prototype.Pixels)],
                        found.Variants.Count, found.Variants[0].Count, LabelledImages.Side, LabelledImages.Side);
                    break;
                default:
                    InterpretDocument.Write(output.Path, found);
                    break;
            }
            terminal.Line($"{output.Path}: {Readable.Count(found.Variants.Sum(row => row.Count), "image")}, {new FileInfo(output.Path).Length:N0} bytes");
        }
        if (found.Request.Curves is not { } curves)
            return;
        ConvergenceChart.Render(found.Variants).Save(curves);
        terminal.Line(curves);
    }
}
