using System.Diagnostics;
using System.Numerics.Tensors;
using Relevance;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Engine;
using Relevance.Networks;

namespace MnistExplanation.Benchmarks;

/// <summary>What every method of the catalogue costs with its default parameters, in passes through the network.</summary>
/// <param name="Forward">A forward pass of all images, as the methods do it.</param>
/// <param name="Gradient">The method that is a forward pass and the way back to the pixels: the yardstick of all, itself one of <paramref name="Methods"/>.</param>
/// <param name="Methods">The methods, wrappers around what they wrap by default.</param>
/// <param name="Bounds">What must be compared: a method's time, times that of the passes that it is made of.</param>
internal sealed record MethodTable(SpeedMeasurement Forward, SpeedMeasurement Gradient, IReadOnlyList<SpeedMeasurement> Methods, IReadOnlyList<(string What, double Ratio)> Bounds)
{
    private const string GradientMethod = "gradient", IntegratedGradients = "integrated-gradients(steps=50)", Translation = "translation-average(lrp)", Lrp = "lrp", Occlusion = "occlusion(window=3, stride=1)";

    internal static MethodTable Of(Network network, InputDomain domain, Tensor<float> images, int rounds, int threads, CancellationToken cancellation)
    {
        var count = images.ImageCount;
        var calls = MethodCatalogue.All.Select(method => $"{MethodCall.Of(method)}")
            .Concat([IntegratedGradients, Translation, Occlusion]).Distinct().ToList();
        List<(string What, Explainer Explainer)> work =
        [
            ("forward pass", MethodNotation.Parse(GradientMethod).Create(new ForwardOnly(network), domain)),
            .. calls.Select(call => (call, MethodNotation.Parse(call).Create(network, domain))),
        ];
        int[] repeats = [.. work.Select(item => Repeats(() => Explain(item.Explainer)))];
        var seconds = Rounds.Measure(rounds, [.. work.Zip(repeats, (item, times) => (Action)(() =>
        {
            for (var i = 0; i < times; i++)
                Explain(item.Explainer);
        }))], cancellation);
        var measured = work.Select((item, i) => new SpeedMeasurement(item.What, count, threads, count * repeats[i], seconds[i])).ToList();
        var (forward, methods) = (measured[0], measured[1..]);
        var gradient = Find(GradientMethod);
        var windows = (images.ImageShape[1] - 2) * (images.ImageShape[2] - 2);
        return new(forward, gradient, methods,
        [
            ("integrated gradients of 50 steps, times 50 gradients", Ratio(Find(IntegratedGradients), gradient, 50)),
            ("translation average of 25 shifts of lrp, times 25 lrp", Ratio(Find(Translation), Find(Lrp), 25)),
            ($"occlusion by {windows} windows, times {windows} forward passes", Ratio(Find(Occlusion), forward, windows)),
        ]);

        SpeedMeasurement Find(string call) => methods.Single(method => method.What == call);

        static double Ratio(SpeedMeasurement whole, SpeedMeasurement part, double parts) => whole.Ratio(part) / parts;

        void Explain(Explainer explainer) => explainer.Explain(images, options: new() { Threads = threads, CancellationToken = cancellation });
    }

    /// <summary>How often something must be done for a clock to tell: for a tenth of a second, at most a hundred times.</summary>
    private static int Repeats(Action work)
    {
        work();
        var watch = Stopwatch.StartNew();
        work();
        return (int)Math.Clamp(0.1 / watch.Elapsed.TotalSeconds, 1, 100);
    }

    /// <summary>A model whose gradient costs nothing: what remains of a gradient is its forward pass.</summary>
    private sealed class ForwardOnly(Network network) : DifferentiableModel
    {
        public override bool ComputesSideBySide => true;

        public override Tensor<T> Scores<T>(Tensor<T> images, CancellationToken cancellation = default) => network.Scores(images, cancellation);

        public override (Tensor<T> Scores, Tensor<T> Gradient) ScoresAndGradient<T>(Tensor<T> images, ChooseDirection direction, CancellationToken cancellation = default)
        {
            var scores = network.Scores(images, cancellation);
            for (var image = 0; image < images.ImageCount; image++)
            {
                var own = Array.ConvertAll(scores.Image(image).ToArray(), double.CreateTruncating);
                direction(image, own, new double[own.Length]);
            }
            return (scores, images);
        }
    }
}
