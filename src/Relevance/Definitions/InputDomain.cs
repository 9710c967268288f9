using System.Numerics.Tensors;
using Relevance.Maps;

namespace Relevance.Definitions;

/// <summary>What a model is made for, as far as methods and rules ask: the range of its input values and a few of its inputs.</summary>
/// <param name="Low">
/// The smallest value an input can have, in the model's normalised units, one for all channels or one for each: black of an image whose background is black.
/// </param>
/// <param name="High">The largest value.</param>
/// <param name="Examples">Typical inputs, [M, …] in normalised units, for methods that compare with other images; null for none.</param>
public sealed record InputDomain(ChannelValues Low, ChannelValues High, Tensor<double>? Examples = null);
