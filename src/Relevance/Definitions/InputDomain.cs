using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Definitions;

/// <summary>The inputs that a model is made for: the range of their values, and a few typical ones. Some methods and rules need them.</summary>
/// <param name="Low">The smallest value an input can have, in the model's normalised units, one for all channels or one for each; for images with a black
/// background, that of black.</param>
/// <param name="High">The largest value an input can have, in the same units.</param>
/// <param name="Examples">Typical inputs, [M, …] in normalised units, for methods that compare with other images; null for none.</param>
public sealed record InputDomain(ChannelValues Low, ChannelValues High, Tensor<double>? Examples = null);
