using System.Numerics.Tensors;
using Mnist.Data;
using MnistExplanation.Digits;
using MnistExplanation.Tests.Support;
using Relevance;
using Relevance.Maps;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace MnistExplanation.Tests.Commands.Propagation;

/// <summary>Tests of what <c>explain</c> can do with layer-wise relevance propagation alone; they explain image 0 of the test set, a seven.</summary>
public abstract class PropagationTest : IDisposable
{
    private protected Workplace Place { get; } = new();

    public void Dispose()
    {
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The relevance that the program computes, in float64.</summary>
    private protected async Task<double[]> ArrayAsync(params string[] arguments)
    {
        await ExplainAsync([.. arguments, "--dtype", "float64", "--output", Place["r.npy"]]);
        return Npy.Read(Place["r.npy"]);
    }

    private protected static async Task ExplainAsync(params IReadOnlyList<string> arguments) =>
        (await Cli.RunAsync(["explain", "--index", "0", .. arguments])).Succeeded();

    /// <summary>Requires that the program refuses these arguments and says why.</summary>
    private protected static async Task RefusedAsync(string arguments, string[] parts)
    {
        var result = await Cli.RunAsync(["explain", "--index", "0", .. arguments.Split(' ')]);

        result.Failed(ExitCode.WrongUsage, parts);
        Assert.Equal("", result.Output);
    }

    /// <summary>The relevance that the library computes, in float64, with a composite for pixels between two bounds.</summary>
    private protected static double[] Library(Func<ChannelValues, ChannelValues, Composite> composite, Target? target = null)
    {
        var model = DigitModel.Load(null);
        var network = model.Network;
        ChannelValues low = model.Normalization.Low(inDouble: true), high = model.Normalization.High(inDouble: true);
        var inputs = Inputs(model);
        var explanation = new LayerwiseRelevancePropagation(network, composite(low, high)).Explain(inputs, target);
        return explanation.Relevance.Values.ToArray();
    }

    private protected static Tensor<double> Inputs(SafetensorsModel model) =>
        model.Normalization.ToTensor<double>(EmbeddedDigits.Instance.Find([0])!.Pixels.Span, 1);
}
