using static TorchSharp.torch;

namespace Relevance.Networks.Maps;

/// <summary>The sum of several tensors as a linear map with unit weights, over the tensors stacked on the axis after the batch.</summary>
internal sealed class SummationMap : LinearMap
{
    private readonly bool isZero;

    internal SummationMap(bool isZero = false) => this.isZero = isZero;

    public override bool HasBias => false;

    public override bool HasWeights => false;

    public override Tensor Apply(Tensor input) => OrZero(input.sum(1));

    public override Tensor Transpose(Tensor output, long[] inputShape) => OrZero(output.unsqueeze(1)).expand(inputShape).clone();

    public override LinearMap Take(WeightPart part) => new SummationMap(isZero || part == WeightPart.Negative);

    public override Tensor? Bias(int outputRank) => null;

    public override LinearMap To(ScalarType type) => this;

    public override string ToString() => "";

    private Tensor OrZero(Tensor values) => isZero ? zeros_like(values) : values;
}
