using Relevance;
using static TorchSharp.torch;

namespace MnistExplanation.Studio.Engine;

/// <summary>For each image a target of its own, so that drawings of several people can be explained together.</summary>
/// <param name="Targets">In the order of the images.</param>
internal sealed record TargetOfEach(IReadOnlyList<Target> Targets) : Target
{
    public override Tensor Direction(Tensor scores, long first) =>
        cat([.. Enumerable.Range(0, (int)scores.shape[0]).Select(i => Targets[(int)first + i].Direction(scores.narrow(0, i, 1), 0))], 0);
}
