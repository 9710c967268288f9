using System.Diagnostics;
using System.Text.Json;
using Mnist.Data;
using Mnist.Training;
using MnistExplanation.Digits;
using MnistExplanation.Learning;
using Relevance;
using Relevance.Catalogue;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Models;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Reproducing;

/// <summary>
/// The main job: data, training, test, figures and report, each stage only if its inputs changed since it was last done in that folder.
/// </summary>
internal sealed class Reproduction(ReproduceRequest request, Host host, CancellationToken cancellation)
{
    private const string Data = "data", Training = "training", Test = "test", Figures = "figures", Report = "report";

    private readonly StageLedger ledger = StageLedger.Open(request.Output);
    private Dataset? dataset;
    private SafetensorsModel? model;
    private IReadOnlyList<ExplainedImages>? explained;

    /// <summary>The stages before the report, in order.</summary>
    internal static IReadOnlyList<string> Stages { get; } = [Data, Training, Test, Figures];

    /// <summary>The three methods of the target; each has a figure.</summary>
    internal static IReadOnlyList<MethodCall> Methods { get; } =
        [.. new[] { "sensitivity-analysis", "simple-taylor", "lrp" }.Select(name => MethodCall.Of(MethodCatalogue.Find(name)))];

    /// <summary>What the comparison shows side by side.</summary>
    private static IReadOnlyList<MethodCall> AllMethods { get; } = [.. MethodCatalogue.All.Select(MethodCall.Of)];

    /// <summary>Does all stages.</summary>
    /// <exception cref="CancelledException">The user stopped it; what is done is kept.</exception>
    internal async Task<int> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        OutputFile.RequireWritable(PathOf(ResultFiles.Results));
        Leftovers.Remove(request.Output);
        TorchRuntime.Initialize();
        TorchRuntime.Threads = request.Options.Threads;
        if (request.Verbose)
            TrainingVerbose.Write(host.Terminal, request.Options.Threads);
        try
        {
            await RunStagesAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or CancelledException)
        {
            throw new CancelledException($"Stopped. The results so far are kept in '{request.Output}'; the same command continues from there.");
        }
        Tell(watch.Elapsed.TotalSeconds);
        return ExitCode.Success;
    }

    private async Task RunStagesAsync()
    {
        var data = DataKey(request.Dataset);
        await StageAsync(Data, data, [], LoadDataAsync);
        var training = TrainingKey(request.Dataset, request.Options, Versions.Training);
        await StageAsync(Training, training, [ResultFiles.Model, ResultFiles.TrainingLog, ResultFiles.TrainingCurve], TrainAsync);
        var trained = ledger[Training].Files[ResultFiles.Model];
        await StageAsync(Test, StageLedger.Key([data, .. Written(Versions.All), trained]), [ResultFiles.Test, ResultFiles.ConfusionMatrix], TestAsync);
        var figures = StageLedger.Key([data, .. Written(Versions.All), trained, .. AllMethods.Select(method => method.Name)]);
        await StageAsync(Figures, figures, [.. Methods.Select(ResultFiles.Figure), ResultFiles.Comparison], DrawAsync);
        var all = StageLedger.Key([training, .. Stages.SelectMany(stage => ledger[stage].Files.Values)]);
        await StageAsync(Report, all, [ResultFiles.Results, ResultFiles.Report], ReportAsync);
    }

    /// <summary>A hash of all on which a training depends; of the number of threads too, which is one of its options.</summary>
    internal static string TrainingKey(DatasetSpecification dataset, TrainingOptions options, IEnumerable<KeyValuePair<string, string>> versions) =>
        StageLedger.Key([DataKey(dataset), .. Written(versions), JsonSerializer.Serialize(options)]);

    private static string DataKey(DatasetSpecification dataset) => StageLedger.Key(dataset.Files.Select(file => file.Sha256));

    /// <summary>Other versions may give other digits. Another number of threads does not, but in training.</summary>
    private static IEnumerable<string> Written(IEnumerable<KeyValuePair<string, string>> versions) => versions.Select(version => $"{version}");

    /// <summary>Does a stage unless its result is there.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="key">A hash of its inputs.</param>
    /// <param name="files">The files that it writes.</param>
    /// <param name="work">Does it; returns a summary, and the seconds that an earlier, interrupted run spent on it.</param>
    private async Task StageAsync(string stage, string key, IReadOnlyList<string> files, Func<Task<(string Summary, double EarlierSeconds)>> work)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!request.Force && ledger.Holds(stage, key))
        {
            host.Terminal.Line($"{stage,-9} unchanged, kept from an earlier run ({Readable.Seconds(ledger[stage].Seconds)} then)");
            return;
        }
        var watch = Stopwatch.StartNew();
        var (summary, earlier) = await work();
        ledger.Record(stage, key, files, watch.Elapsed.TotalSeconds + earlier);
        host.Terminal.Line($"{stage,-9} {summary} ({Readable.Seconds(watch.Elapsed.TotalSeconds)})");
    }

    private async Task<(string, double)> LoadDataAsync()
    {
        var loaded = await DatasetAsync();
        return ($"{loaded.Name}: {loaded.Training.Count:N0} images to learn from, {loaded.Test.Count:N0} to test", 0);
    }

    private async Task<(string, double)> TrainAsync()
    {
        var session = new TrainingSession(host.Terminal, PathOf(ResultFiles.Checkpoints));
        var resumption = request.Force ? Resumption.Never : Resumption.IfPossible;
        var result = await session.RunAsync(TrainingData.From(await DatasetAsync()), request.Options, resumption, cancellation);
        result.Model.Save(PathOf(ResultFiles.Model));
        AtomicFile.Write(PathOf(ResultFiles.TrainingLog), stream => stream.Write(File.ReadAllBytes(session.LogPath)));
        TrainingPictures.Curve(request.Options, result.Log).Save(PathOf(ResultFiles.TrainingCurve));
        session.Forget();
        var resumed = result.ResumedAfter > 0 ? $", continued after epoch {result.ResumedAfter}" : "";
        return ($"preset {request.Options.Preset}, {Readable.Count(result.Log.Length, "epoch")}, seed {request.Options.Seed}{resumed}",
            result.Log.Take(result.ResumedAfter).Sum(epoch => epoch.Seconds));
    }

    private async Task<(string, double)> TestAsync()
    {
        var summary = await TestJob.EvaluateAsync(host.Terminal, Model(), await DatasetAsync(), request.Options.Threads, cancellation);
        AtomicFile.Write(PathOf(ResultFiles.Test), stream => stream.Write(summary.ToJson()));
        TrainingPictures.Confusion(summary).Save(PathOf(ResultFiles.ConfusionMatrix));
        return (TestView.Line(summary), 0);
    }

    private async Task<(string, double)> DrawAsync()
    {
        foreach (var explanation in await ExplainedAsync())
            ExplanationFigure.Create(explanation).Render().Save(PathOf(ResultFiles.Figure(explanation.Method)));
        var (images, examples) = (await ImagesAsync(), TypicalDigits.Of(await DatasetAsync()));
        await host.Terminal.RunAsync("Explaining", progress =>
        {
            ExplainRequest[] requests = [.. AllMethods.Select(Request)];
            Explainer[] explainers = [.. requests.Select(one => ExplainJob.CreateExplainer(one, Model(), examples))];
            ComparisonFigure.Create(ExplainJob.Compare(requests, explainers, Model(), images, progress, cancellation)).Render().Save(PathOf(ResultFiles.Comparison));
            return true;
        });
        return ($"one digit of each class, explained by {string.Join(", ", Methods.Select(method => method.Name))}, and by all methods side by side", 0);
    }

    private async Task<(string, double)> ReportAsync()
    {
        var results = new Results(request, await DatasetAsync(), Model(), Summary(), await ExplainedAsync(), ledger);
        AtomicFile.Write(PathOf(ResultFiles.Results), stream => ResultsDocument.Write(stream, results));
        AtomicFile.Write(PathOf(ResultFiles.Report), stream => stream.Write(ReportPage.Create(results)));
        return ($"{ResultFiles.Results} and {ResultFiles.Report}", 0);
    }

    private async Task<Dataset> DatasetAsync() =>
        dataset ??= await Datasets.LoadAsync(host, request.Dataset, request.DataFolder, request.Verbose, cancellation);

    private SafetensorsModel Model() => model ??= DigitModel.Load(PathOf(ResultFiles.Model));

    private async Task<IReadOnlyList<ExplainedImages>> ExplainedAsync()
    {
        if (explained is not null)
            return explained;
        var images = await ImagesAsync();
        return explained = [.. Methods.Select(Request).Select(one => ExplainJob.Explain(
            one, ExplainJob.CreateExplainer(one, Model(), null), Model(), images, new DirectProgress<ActivityState>(_ => { }), cancellation))];
    }

    private async Task<ImageSet> ImagesAsync()
    {
        var test = (await DatasetAsync()).Test;
        var digits = DigitSample.FirstOfEachClass(test);
        return DigitImages.OfTestSet(test.Select(digits), digits);
    }

    private ExplainRequest Request(MethodCall method) => new()
    {
        Method = method,
        Threads = request.Options.Threads,
        Target = TargetChoice.Predicted,
        // The report shows its books.
        Ledger = method.Name == PropagationNotation.Method,
    };

    private TestSummary Summary() => TestSummary.FromJson(File.ReadAllBytes(PathOf(ResultFiles.Test)));

    private string PathOf(string file) => Path.Combine(request.Output, file);

    private void Tell(double seconds)
    {
        host.Terminal.Line();
        host.Terminal.Line(TestView.Line(Summary()));
        foreach (var file in Stages.SelectMany(stage => ledger[stage].Files.Keys).Append(ResultFiles.Results).Append(ResultFiles.Report))
            host.Terminal.Line($"  {PathOf(file)}");
        host.Terminal.Line($"Done in {Readable.Seconds(seconds)}. Open {ResultFiles.Report} in a browser: it shows and explains everything.");
    }
}
