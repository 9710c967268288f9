using System.Collections.Immutable;
using System.Security.Cryptography;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;

namespace Relevance.Studio.Engine;

/// <summary>A network that answers requests: its explainers, and the threads that compute. Safe from several threads.</summary>
internal sealed class StudioEngine : IDisposable
{
    /// <summary>What needs no more passes through the network is explained together with what others draw.</summary>
    private const long Quick = 2;

    private readonly ExplainerCache explainers = new();
    private readonly BatchLane drawings;
    private readonly WorkLane work;
    private readonly Dictionary<int, int> places;
    private readonly Dictionary<string, int> known;

    /// <exception cref="ArgumentException">The network reads no pictures of 28 × 28 grey values, or gives other scores than there are classes.</exception>
    internal StudioEngine(StudioModel model, StudioLimits limits)
    {
        (Limits, Model, Network, Domain) = (limits, model, model.Network, model.Domain);
        Shapes = Network.OutputShapes(StudioModel.InputShape);
        if (Shapes[^1].Size != model.ClassNames.Length || model.Examples.Count == 0)
            throw new ArgumentException($"The network gives {Shapes[^1].Size} scores for {model.ClassNames.Length} classes, with {model.Examples.Count} examples; the studio needs a name for each score and an example.");
        (drawings, work) = (new(Network, limits.Waiting, limits.Together), new(limits.CostlyWaiting));
        (Examples, Likeness) = (new(ReadExamples), new(model.Examples));
        places = model.Examples.Indices.Select((index, place) => (index, place)).ToDictionary(pair => pair.index, pair => pair.place);
        known = model.Examples.Indices.Select((index, place) => (index, key: Key(model.Examples[place].Span))).DistinctBy(pair => pair.key).ToDictionary(pair => pair.key, pair => pair.index);
    }

    internal StudioLimits Limits { get; }

    internal StudioModel Model { get; }

    /// <summary>Whether images are like the examples.</summary>
    internal Likeness Likeness { get; }

    internal Network Network { get; }

    internal InputDomain Domain { get; }

    /// <summary>The shape of each layer's output.</summary>
    internal ImmutableArray<Shape> Shapes { get; }

    /// <summary>What the network says about the examples.</summary>
    internal Lazy<IReadOnlyList<Explained>> Examples { get; }

    /// <summary>How many costly requests are being worked on.</summary>
    internal int Active => work.Active;

    internal IReadOnlyList<string> ClassNames => Model.ClassNames;

    /// <summary>The pixels in the network's units.</summary>
    internal float[] Normalize(double[] image) => Inputs.Normalize(image, Model.Normalization);

    /// <summary>The explainer of a method.</summary>
    /// <exception cref="StudioException">What is asked for does not exist or does not fit the network.</exception>
    internal Explainer Explainer(MethodCall method) => explainers.Get($"{method}", () => ExplainerOf(Network, method));

    /// <summary>The explainer of a method for another network, which is used once.</summary>
    /// <exception cref="StudioException">What is asked for does not exist or does not fit the network.</exception>
    internal Explainer ExplainerOf(Network network, MethodCall method)
    {
        try
        {
            return method.Create(network, Domain);
        }
        catch (ArgumentException e)
        {
            throw StudioException.Invalid($"Method {method}: {e.Message}");
        }
    }

    /// <summary>The scores of an image.</summary>
    internal Task<Explained> ScoreAsync(double[] image, CancellationToken cancellation) => drawings.ExplainAsync(null, Normalize(image), Target.Predicted, cancellation);

    /// <summary>Explains an image by a method: at once with others where that is quick, on a thread of its own where it takes longer.</summary>
    internal Task<Explained> ExplainAsync(MethodCall method, double[] image, Target target, CancellationToken cancellation)
    {
        var (explainer, input) = (Explainer(method), Normalize(image));
        return method.Passes(StudioModel.InputShape) <= Quick
            ? drawings.ExplainAsync(explainer, input, target, cancellation)
            : work.RunAsync(token => Explain(explainer, input, target, token), cancellation);
    }

    /// <summary>Does what takes longer, on a thread of its own.</summary>
    internal Task<T> RunAsync<T>(Func<CancellationToken, T> job, CancellationToken cancellation) => work.RunAsync(job, cancellation);

    /// <summary>Explains an image, on this thread.</summary>
    internal static Explained Explain(Explainer explainer, float[] input, Target target, CancellationToken cancellation)
    {
        return Explained.Of(explainer.Explain(Inputs.ToTensor(input), target, new() { CancellationToken = cancellation, Threads = 1 }))[0];
    }

    public void Dispose()
    {
        drawings.Dispose();
        work.Dispose();
    }

    /// <summary>Which of the examples that is, by its place in the data set; −1 for none.</summary>
    internal int PlaceOf(int index) => places.GetValueOrDefault(index, -1);

    /// <summary>All that is needed to find an explanation again.</summary>
    /// <param name="image">784 intensities.</param>
    /// <param name="methods">The methods; the first counts, without one the default does.</param>
    /// <param name="question">Whose score.</param>
    internal Recipe Recipe(double[] image, IReadOnlyList<MethodCall> methods, ExplainedClass question) => new(
        (byte[])[.. image.Select(value => (byte)Math.Round(255 * value))],
        Inputs.ToLevels(image) is { } levels && known.TryGetValue(Key(levels), out var index) ? index : null,
        methods.Count > 0 ? $"{methods[0]}" : PropagationNotation.Method, question.Class, question.Contrast);

    private static string Key(ReadOnlySpan<byte> levels) => Convert.ToBase64String(SHA256.HashData(levels));

    private IReadOnlyList<Explained> ReadExamples() =>
        Explained.OfScores(Network.Scores(Model.Normalization.ToTensor<float>(Model.Examples.Pixels.Span, Model.Examples.Count, StudioModel.InputShape)));
}
