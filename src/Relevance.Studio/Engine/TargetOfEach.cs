
namespace Relevance.Studio.Engine;

/// <summary>For each image a target of its own, so that drawings of several people can be explained together.</summary>
/// <param name="Targets">In the order of the images.</param>
internal sealed record TargetOfEach(IReadOnlyList<Target> Targets) : Target
{
    public override void Choose(int image, ReadOnlySpan<double> scores, Span<double> direction) => Targets[image].Choose(0, scores, direction);
}
