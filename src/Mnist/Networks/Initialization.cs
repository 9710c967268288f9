using System.Text.Json.Serialization;

namespace Mnist.Networks;

/// <summary>How the weights of a new network are drawn.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Initialization>))]
public enum Initialization
{
    /// <summary>PyTorch's default: weights and biases uniform in ±1/√(fan-in), which is what its Kaiming initialisation with a = √5 comes to.</summary>
    PyTorch,

    /// <summary>Weights normal with variance 2/(fan-in), so that ReLU keeps the signal's size from layer to layer; biases zero (He et al. 2015).</summary>
    He,
}
