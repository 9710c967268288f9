using Relevance.Formats;
using Relevance.Maps;

namespace Mnist.ModelFiles;

/// <summary>Arrays of a file as the weights of a layer.</summary>
internal static class NamedTensorWeights
{
    internal static Weights ToWeights(this NamedTensor tensor) => Weights.Of(tensor.Values.Span, new([.. tensor.Shape.Select(size => checked((int)size))]));
}
