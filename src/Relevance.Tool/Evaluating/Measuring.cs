using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Metrics;
using Relevance.Networks;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace Relevance.Tool.Evaluating;

/// <summary>Measures what is not yet known: every method by every measure on every model.</summary>
internal sealed class Measuring(
    EvaluateRequest request, EvaluationImages images, IReadOnlyList<EvaluatedModel> models, IReadOnlyList<string> measures, ImmutableSortedDictionary<string, string> versions)
{
    /// <summary>Counted up when a method of the same name computes something else: kept measurements are then not used again.</summary>
    private const int FormatVersion = 3;

    private readonly MeasurementStore store = new(Path.Combine(request.Output, "measurements"));
    private readonly Dictionary<(int Model, int Method, string Measure), Measurement> measurements = [];

    /// <summary>The names of the measures that are asked for: all but those that the usual ones leave out, or those that the user named.</summary>
    /// <param name="asked">What the user named, or all; null for the usual ones.</param>
    /// <param name="knowsTruth">Whether there are images in which the truth is known, so that localisation can be measured.</param>
    /// <exception cref="FormatException">There is no such measure.</exception>
    internal static IReadOnlyList<string> Names(IReadOnlyList<string>? asked, bool knowsTruth)
    {
        if (!knowsTruth && asked?.FirstOrDefault(IsOfPairs) is { } localisation)
            throw new FormatException($"Measure '{localisation}' needs images in which the truth is known; leave it out.");
        string[] known = [.. MeasureCatalogue.For(new(new InputDomain(0, 1), network => throw new InvalidOperationException(), [])).Select(measure => measure.Name)];
        string[] all = [.. known.Where(name => knowsTruth || !IsOfPairs(name))];
        if (asked is null)
            return [.. all.Where(name => name != "selectivity-recomputed")];
        return asked is ["all"] ? all : [.. asked.Select(name => all.Contains(name) ? name : throw new FormatException(Suggestion.For("measure", name, all)))];
    }

    /// <summary>Whether a measure is of localisation, and asks for images in which the truth is known.</summary>
    internal static bool IsOfPairs(string measure) => measure is "relevance-mass" or "pointing-game";

    /// <summary>With how many threads.</summary>
    internal int Threads { get; } = request.Threads ?? ExplainOptions.Default.Threads;

    /// <summary>How many measurements were there from an earlier run.</summary>
    internal int Kept { get; private set; }

    /// <summary>The measures as they are used for a model: for their names, parameters and directions.</summary>
    internal IReadOnlyList<Measure> Measures(int model) => MeasuresOf(models[model].Model.Domain(inDouble: false, null), request.Methods[0], []);

    /// <summary>All measurements, in order; those that are missing are measured.</summary>
    internal IReadOnlyDictionary<(int Model, int Method, string Measure), Measurement> Run(IProgress<ActivityState> progress, CancellationToken cancellation)
    {
        for (var model = 0; model < models.Count; model++)
        {
            var isOfPairs = measures.ToLookup(IsOfPairs);
            foreach (var pairs in new[] { false, true })
            {
                if (!isOfPairs[pairs].Any())
                    continue;
                var normalization = models[model].For(pairs).Normalization;
                var question = pairs ? EvaluationInputs.OfPairs(images, normalization) : EvaluationInputs.OfImages(images, normalization);
                Run(model, question, progress, cancellation);
            }
        }
        return measurements;
    }

    private void Run(int model, EvaluationInputs question, IProgress<ActivityState> progress, CancellationToken cancellation)
    {
        var judged = models[model].For(question.Objects is not null);
        var (network, domain) = (judged.Network, judged.Domain(inDouble: false, question.Examples));
        var shared = new SharedPasses<float>(network, question.Inputs);
        for (var method = 0; method < request.Methods.Count; method++)
        {
            var call = request.Methods[method];
            var missing = new List<(Measure Measure, string Key)>();
            foreach (var measure in MeasuresOf(domain, call, question.Objects)
                .Where(measure => measure.Aspect == Aspect.Localization == question.Objects is not null))
            {
                var key = KeyOf(judged, call, measure, question);
                if (!request.Force && store.Find(key) is { } measurement)
                {
                    measurements[(model, method, measure.Name)] = measurement;
                    Kept++;
                }
                else
                    missing.Add((measure, key));
            }
            if (missing.Count == 0)
                continue;
            Report(progress, $"{models[model].Name}: {call}");
            var explainer = Create(call, network, domain);
            var options = new ExplainOptions { BatchSize = request.BatchSize, Threads = Threads, CancellationToken = cancellation };
            var explanation = explainer.Explain(question.Inputs, question.Target, options);
            foreach (var (measure, key) in missing)
            {
                Report(progress, $"{models[model].Name}: {call}, {measure.Name}");
                var watch = Stopwatch.StartNew();
                var result = measure.Evaluate(explainer, question.Inputs, explanation, options, shared);
                var found = MeasurementOf(key, result, watch.Elapsed.TotalSeconds);
                store.Keep(found);
                measurements[(model, method, measure.Name)] = found;
            }
        }
    }

    private void Report(IProgress<ActivityState> progress, string text) =>
        progress.Report(new((double)measurements.Count / (models.Count * request.Methods.Count * measures.Count), $"Measuring {text}"));

    private IReadOnlyList<Measure> MeasuresOf(InputDomain domain, MethodCall method, IReadOnlyList<bool[]>? objects)
    {
        var all = MeasureCatalogue.For(new(domain, network => Create(method, network, domain), objects, request.Seed));
        return [.. measures.Select(name => all.FirstOrDefault(measure => measure.Name == name)).OfType<Measure>()];
    }

    private static Explainer Create(MethodCall call, Network network, InputDomain domain)
    {
        try
        {
            return call.Create(network, domain);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--methods {call}: {e.Message}");
        }
    }

    /// <summary>All on which a measurement depends. Other versions may give other digits; another number of threads does not.</summary>
    private string KeyOf(LoadedModel model, MethodCall method, Measure measure, EvaluationInputs question) => string.Join('\n',
    [
        $"measurement {FormatVersion}", $"model {model.Sha256}", $"method {method}", $"measure {measure.Name} {JsonSerializer.Serialize(measure.Parameters, ParameterJson.Default.IReadOnlyDictionaryStringObject)}",
        question.Text,
        .. versions.Select(version => $"{version.Key} {version.Value}"),
    ]);

    private static Measurement MeasurementOf(string key, MeasureResult result, double seconds) => new(
        key, result.Values, [.. result.Failures.Select(failure => new MeasurementFailure(failure.Image, failure.Reason))],
        [.. result.Curves.Select(curve => new MeasurementCurve(curve.Name, curve.Axis, curve.Steps, curve.Mean))], seconds, result.Passes, result.Explanations);
}
