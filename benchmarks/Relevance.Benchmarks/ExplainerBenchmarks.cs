using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace Relevance.Benchmarks;

/// <summary>Explanations of the embedded network, on one thread, beside its forward pass.</summary>
[MemoryDiagnoser]
public class ExplainerBenchmarks
{
    private static readonly ExplainOptions Alone = new() { Threads = 1 };

    private Tensor<float> images = null!;
    private Network network = null!;
    private Explainer sensitivity = null!, taylor = null!, epsilon = null!, epsilonGammaBox = null!;

    /// <summary>The number of images explained at once.</summary>
    [Params(1, 64, 1024)]
    public int Images { get; set; }

    /// <summary>Makes the network, its explainers and the images.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var model = TrainedModel.Load(Path.Combine(AppContext.BaseDirectory, "target.safetensors"));
        network = model.Network;
        var pixels = new byte[Images * LabelledImages.PixelsPerImage];
        new Random(0).NextBytes(pixels);
        images = model.Metadata.Normalization.ToTensor<float>(pixels, Images);
        sensitivity = new SensitivityAnalysis(network);
        taylor = new SimpleTaylor(network);
        epsilon = Lrp("epsilon");
        epsilonGammaBox = Lrp("epsilon-gamma-box");

        Explainer Lrp(string composite) => new LayerwiseRelevancePropagation(
            network, NamedComposites.Find(composite).Create(model.Metadata.Normalization.Low(), model.Metadata.Normalization.High()));
    }

    /// <summary>The forward pass.</summary>
    [Benchmark(Baseline = true)]
    public Tensor<float> Forward() => network.Scores(images);

    /// <summary>Sensitivity analysis.</summary>
    [Benchmark]
    public Explanation<float> SensitivityAnalysis() => sensitivity.Explain(images, options: Alone);

    /// <summary>Simple Taylor decomposition.</summary>
    [Benchmark]
    public Explanation<float> SimpleTaylor() => taylor.Explain(images, options: Alone);

    /// <summary>LRP-ε in every layer.</summary>
    [Benchmark]
    public Explanation<float> LrpEpsilon() => epsilon.Explain(images, options: Alone);

    /// <summary>LRP with zB, γ and ε.</summary>
    [Benchmark]
    public Explanation<float> LrpEpsilonGammaBox() => epsilonGammaBox.Explain(images, options: Alone);
}
