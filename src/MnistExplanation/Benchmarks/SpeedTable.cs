using System.Numerics.Tensors;
using Relevance;
using Relevance.Engine;
using Relevance.Gradients;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace MnistExplanation.Benchmarks;

/// <summary>
/// What explanations cost beside the forward pass and the gradient that TorchSharp itself computes, for one number of images and threads:
/// all in turn, in one process.
/// </summary>
/// <param name="Measurements">What was measured.</param>
/// <param name="Gradient">Of those, the faster way to a right gradient by autograd.</param>
internal sealed record SpeedTable(IReadOnlyList<SpeedMeasurement> Measurements, SpeedMeasurement Gradient)
{
    internal const string Forward = "forward", TorchForward = "forward, TorchSharp";

    /// <summary>A run of one image would be over before a clock could tell.</summary>
    private const int FewestImages = 256;

    /// <summary>The explainers that are measured, by name.</summary>
    internal static IReadOnlyList<(string Name, Explainer Explainer)> Explainers(Network network, ChannelValues low, ChannelValues high) =>
    [
        ("sensitivity-analysis", new SensitivityAnalysis(network)),
        ("simple-taylor", new SimpleTaylor(network)),
        .. NamedComposites.All.Select(composite =>
            ($"lrp {composite.Name}", (Explainer)new LayerwiseRelevancePropagation(network, composite.Create(low, high)))),
    ];

    /// <summary>Measures.</summary>
    /// <param name="module">The network as TorchSharp knows it, in evaluation mode.</param>
    /// <param name="network">The same network as the engine knows it.</param>
    /// <param name="images">As many images as shall be given at once.</param>
    /// <param name="explainers">What to measure besides.</param>
    /// <param name="threads">The number of threads; libtorch has been told it.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="cancellation">Looked at between two runs.</param>
    internal static SpeedTable Of(
        nn.Module<Tensor, Tensor> module, Network network, Tensor<float> images, IReadOnlyList<(string Name, Explainer Explainer)> explainers, int threads, int rounds,
        CancellationToken cancellation)
    {
        var batch = images.ImageCount;
        using var inputs = tensor(images.Values.ToArray(), [batch, .. images.ImageShape.Select(length => (long)length)]);
        var expected = Expected(network, images);
        var options = new ExplainOptions { Threads = threads, CancellationToken = cancellation };
        var repeats = Math.Max(1, FewestImages / batch);
        var yardsticks = new[] { true, false }.Select(oneDnn => new AutogradYardstick(module, inputs, expected, oneDnn)).ToList();
        List<(string What, Action Run)> work = [(TorchForward, () => ForwardOnly(module, inputs)), (Forward, () => Scores(network, images, options))];
        work.AddRange(yardsticks.Select(yardstick => (yardstick.What, (Action)(() => yardstick.Gradient().Dispose()))));
        work.AddRange(explainers.Select(named =>
            (named.Name, (Action)(() => named.Explainer.Explain(images, options: options)))));
        var seconds = Rounds.Measure(rounds, [.. work.Select(item => Repeated(item.Run, repeats))], cancellation);
        var measurements = work.Zip(seconds, (item, taken) => new SpeedMeasurement(item.What, batch, threads, batch * repeats, taken)).ToList();
        // With several threads the fault of oneDNN comes and goes.
        foreach (var yardstick in yardsticks)
        {
            for (var i = 0; i < 4 * rounds && yardstick.IsRight; i++)
            {
                using var gradient = yardstick.Gradient();
                yardstick.Check(gradient);
            }
        }
        var wrong = yardsticks.Where(yardstick => !yardstick.IsRight).Select(yardstick => yardstick.What).ToList();
        return new(
            [.. measurements.Select(m => wrong.Contains(m.What) ? m with { What = $"{m.What} (wrong)" } : m)],
            measurements.Where(m => yardsticks.Any(y => y.IsRight && y.What == m.What)).MinBy(m => m.Best)
                ?? throw new InvalidOperationException("Autograd gave no right gradient, neither with oneDNN nor without it."));
    }

    private static Action Repeated(Action run, int times) => () =>
    {
        for (var i = 0; i < times; i++)
            run();
    };

    /// <summary>The engine's forward pass, images dealt out to threads as explainers do it.</summary>
    private static void Scores(Network network, Tensor<float> images, ExplainOptions options)
    {
        var size = Math.Clamp((images.ImageCount + options.Threads - 1) / options.Threads, 1, options.BatchSize);
        SideBySide.For((images.ImageCount + size - 1) / size, options.Threads, options.CancellationToken, part =>
            network.Scores(Tensors.Range(images, part * size, Math.Min(size, images.ImageCount - part * size))));
    }

    /// <summary>The gradients of the predicted scores by float64.</summary>
    private static Tensor<double> Expected(Network network, Tensor<float> images)
    {
        var wide = Tensors.Of(Array.ConvertAll(images.Values.ToArray(), value => (double)value), images.ImageCount, images.ImageShape);
        return new InputGradient(network).Explain(wide).Relevance;
    }

    private static void ForwardOnly(nn.Module<Tensor, Tensor> module, Tensor inputs)
    {
        using var nothing = no_grad();
        module.call(inputs).Dispose();
    }
}
