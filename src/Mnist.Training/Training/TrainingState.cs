using Mnist.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mnist.Training;

/// <summary>All that changes during a training: weights, the optimiser's state, averaged weights, the log.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly bool freeBiases;

    internal TrainingState(TrainingOptions options)
    {
        freeBiases = options.FreeBiases;
        Network = options.Architecture.Build(options.Seed, options.Initialization);
        Parameters = new FlatParameters(Network);
        // From the start, so that the average of the weights never holds a positive bias either.
        ProjectBiases();
        Optimizer = new Adam(Parameters.Values.numel());
        Average = options.WeightAverageDecay is null ? null : Parameters.Values.clone().DetachFromDisposeScope();
    }

    internal Sequential Network { get; }

    internal FlatParameters Parameters { get; }

    internal Adam Optimizer { get; }

    /// <summary>The moving average of the weights, or null where none is kept.</summary>
    internal Tensor? Average { get; }

    internal List<EpochRecord> Log { get; } = [];

    /// <summary>One step of the optimiser from the gradients at hand.</summary>
    internal void Step(double learningRate, double? averageDecay)
    {
        Optimizer.Step(Parameters.Values, Parameters.Gradients, learningRate);
        ProjectBiases();
        if (averageDecay is not { } decay || Average is null)
            return;
        // Fewer steps are averaged in the beginning, where the weights still change much.
        var steps = Optimizer.Steps;
        using var noGrad = no_grad();
        Average.lerp_(Parameters.Values, 1 - Math.Min(decay, (1.0 + steps) / (10 + steps)));
    }

    /// <summary>Runs an action while the network has the weights that the training would end with now.</summary>
    internal T WithFinalWeights<T>(Func<Sequential, T> action)
    {
        if (Average is null)
            return action(Network);
        using var noGrad = no_grad();
        using var current = Parameters.Values.clone();
        Parameters.Values.copy_(Average);
        try
        {
            return action(Network);
        }
        finally
        {
            Parameters.Values.copy_(current);
        }
    }

    private void ProjectBiases()
    {
        if (!freeBiases)
            Parameters.ProjectBiases();
    }

    public void Dispose()
    {
        Network.Dispose();
        Parameters.Dispose();
        Optimizer.Dispose();
        Average?.Dispose();
    }
}
