using BenchmarkDotNet.Attributes;
using Mnist.Networks;
using Relevance.Gradients;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using static TorchSharp.torch;

namespace Relevance.Benchmarks;

/// <summary>Explanations of the target's network with random weights, beside its forward pass and its gradient by autograd.</summary>
[MemoryDiagnoser]
public class ExplainerBenchmarks
{
    private Tensor images = null!;
    private nn.Module<Tensor, Tensor> module = null!;
    private Explainer byAutograd = null!, sensitivity = null!, taylor = null!, epsilon = null!, epsilonGammaBox = null!;

    /// <summary>The number of images explained at once.</summary>
    [Params(1, 64, 1024)]
    public int Images { get; set; }

    /// <summary>Makes the network, its explainers and the images.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Runtime.TorchRuntime.Initialize();
        module = Architectures.Target.Build(seed: 0);
        module.eval();
        var network = Network.From(module);
        images = rand(Images, 1, 28, 28);
        byAutograd = new SensitivityAnalysis(new AutogradModel(module));
        sensitivity = new SensitivityAnalysis(network);
        taylor = new SimpleTaylor(network);
        epsilon = Lrp("epsilon");
        epsilonGammaBox = Lrp("epsilon-gamma-box");

        Explainer Lrp(string composite) => new LayerwiseRelevancePropagation(network, NamedComposites.Find(composite).Create(low: 0, high: 1));
    }

    /// <summary>TorchSharp's forward pass.</summary>
    [Benchmark]
    public void Forward()
    {
        using var nothing = no_grad();
        module.call(images).Dispose();
    }

    /// <summary>Forward pass and input gradient by autograd: the yardstick.</summary>
    [Benchmark(Baseline = true)]
    public void Autograd() => byAutograd.Explain(images).Dispose();

    /// <summary>Sensitivity analysis through the graph of layers.</summary>
    [Benchmark]
    public void SensitivityAnalysis() => sensitivity.Explain(images).Dispose();

    /// <summary>Simple Taylor decomposition through the graph of layers.</summary>
    [Benchmark]
    public void SimpleTaylor() => taylor.Explain(images).Dispose();

    /// <summary>LRP-ε in every layer.</summary>
    [Benchmark]
    public void LrpEpsilon() => epsilon.Explain(images).Dispose();

    /// <summary>LRP with zB, γ and ε.</summary>
    [Benchmark]
    public void LrpEpsilonGammaBox() => epsilonGammaBox.Explain(images).Dispose();
}
