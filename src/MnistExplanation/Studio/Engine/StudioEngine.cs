using System.Collections.Immutable;
using Mnist.Data;
using Mnist.Networks;
using MnistExplanation.Explaining;
using Relevance;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;

namespace MnistExplanation.Studio.Engine;

/// <summary>A network that answers requests: its explainers, and the threads that compute. Safe from several threads.</summary>
internal sealed class StudioEngine : IDisposable
{
    /// <summary>What needs no more passes through the network is explained together with what others draw.</summary>
    private const long Quick = 2;

    private readonly ExplainerCache explainers = new();
    private readonly BatchLane drawings;
    private readonly WorkLane work;

    internal StudioEngine(string? model, StudioLimits limits)
    {
        (Limits, Model) = (limits, LoadedModel.Load(model));
        (Network, Domain) = (Model.Network, Model.Domain(inDouble: false, EmbeddedDigits.Instance.Images));
        Shapes = Network.OutputShapes(Architecture.InputShape);
        (drawings, work) = (new(Network, limits.Waiting, limits.Together), new(limits.CostlyWaiting));
        Digits = new(Lazy);
    }

    internal StudioLimits Limits { get; }

    internal LoadedModel Model { get; }

    internal Network Network { get; }

    internal InputDomain Domain { get; }

    /// <summary>The shape of each layer's output.</summary>
    internal ImmutableArray<Shape> Shapes { get; }

    /// <summary>What the network says about the embedded digits.</summary>
    internal Lazy<IReadOnlyList<Explained>> Digits { get; }

    /// <summary>How many costly requests are being worked on.</summary>
    internal int Active => work.Active;

    internal IReadOnlyList<string> ClassNames => Model.Trained.Metadata.ClassNames;

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
        return method.Passes(Architecture.InputShape) <= Quick
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

    private IReadOnlyList<Explained> Lazy()
    {
        var images = EmbeddedDigits.Instance.Images;
        return Explained.OfScores(Network.Scores(Model.Normalization.ToTensor<float>(images.Pixels.Span, images.Count)));
    }
}
