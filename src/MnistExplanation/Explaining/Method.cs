using Mnist.Data;
using Relevance;
using Relevance.Networks;

namespace MnistExplanation.Explaining;

/// <summary>A method that the command line offers.</summary>
/// <param name="Name">What the user types.</param>
/// <param name="Title">What figures call it.</param>
/// <param name="Meaning">What its values mean, in one sentence.</param>
/// <param name="IsSigned">Whether negative values occur and speak against the class.</param>
/// <param name="Create">Makes the explainer for a network whose inputs are normalised so.</param>
internal sealed record Method(string Name, string Title, string Meaning, bool IsSigned, Func<Network, Normalization, Explainer> Create);
