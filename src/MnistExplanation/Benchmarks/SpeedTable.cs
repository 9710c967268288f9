using Relevance;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace MnistExplanation.Benchmarks;

/// <summary>
/// What explanations cost beside the forward pass and the gradient that TorchSharp itself computes, for one number of images and threads:
/// all in turn, in one process.
/// </summary>
/// <param name="Measurements">What was measured.</param>
/// <param name="Gradient">Of those, the faster way to a right gradient by autograd.</param>
internal sealed record SpeedTable(IReadOnlyList<Measurement> Measurements, Measurement Gradient)
{
    internal const string Forward = "forward, TorchSharp";

    /// <summary>A run of one image would be over before a clock could tell.</summary>
    private const int FewestImages = 256;

    /// <summary>The explainers that are measured, by name.</summary>
    internal static IReadOnlyList<(string Name, Explainer Explainer)> Explainers(Network network, double low, double high) =>
    [
        ("sensitivity-analysis", new SensitivityAnalysis(network)),
        ("simple-taylor", new SimpleTaylor(network)),
        .. NamedComposites.All.Select(composite =>
            ($"lrp {composite.Name}", (Explainer)new LayerwiseRelevancePropagation(network, composite.Create(low, high)))),
    ];

    /// <summary>Measures.</summary>
    /// <param name="module">The network as TorchSharp knows it, in evaluation mode.</param>
    /// <param name="inputs">As many images as shall be given at once.</param>
    /// <param name="expected">Their gradients by float64.</param>
    /// <param name="explainers">What to measure besides.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="cancellation">Looked at between two runs.</param>
    internal static SpeedTable Of(
        nn.Module<Tensor, Tensor> module, Tensor inputs, Tensor expected, IReadOnlyList<(string Name, Explainer Explainer)> explainers, int rounds, CancellationToken cancellation)
    {
        var batch = (int)inputs.shape[0];
        var repeats = Math.Max(1, FewestImages / batch);
        var yardsticks = new[] { true, false }.Select(oneDnn => new AutogradYardstick(module, inputs, expected, oneDnn)).ToList();
        List<(string What, Action Run)> work = [(Forward, () => ForwardOnly(module, inputs))];
        work.AddRange(yardsticks.Select(yardstick => (yardstick.What, (Action)(() => yardstick.Gradient().Dispose()))));
        work.AddRange(explainers.Select(named =>
            (named.Name, (Action)(() => named.Explainer.Explain(inputs, options: new() { CancellationToken = cancellation }).Dispose()))));
        var seconds = Rounds.Measure(rounds, [.. work.Select(item => Repeated(item.Run, repeats))], cancellation);
        var measurements = work.Zip(seconds, (item, taken) => new Measurement(item.What, batch, TorchRuntime.Threads, batch * repeats, taken)).ToList();
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

    private static void ForwardOnly(nn.Module<Tensor, Tensor> module, Tensor inputs)
    {
        using var nothing = no_grad();
        module.call(inputs).Dispose();
    }
}
