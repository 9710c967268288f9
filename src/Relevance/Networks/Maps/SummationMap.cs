using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>The sum of several tensors as a linear map with unit weights, over the tensors stacked on the axis after the batch.</summary>
internal sealed class SummationMap : LinearMap
{
    private readonly double weight;

    internal SummationMap(double weight = 1) => this.weight = weight;

    public override bool HasBias => false;

    public override bool HasWeights => false;

    public override Tensor Apply(Tensor input) => Times(input.sum(1));

    public override Tensor Transpose(Tensor output, long[] inputShape) => Times(output.unsqueeze(1)).expand(inputShape).clone();

    public override LinearMap Take(WeightPart part) => new SummationMap(part == WeightPart.Negative ? 0 : weight);

    public override Tensor? Bias(int outputRank) => null;

    public override LinearMap To(ScalarType type) => this;

    public override string ToString() => "";

    private Tensor Times(Tensor values) => weight == 1 ? values : values * weight;
}
