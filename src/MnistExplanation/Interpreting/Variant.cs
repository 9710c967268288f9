using System.Collections.Immutable;
using Relevance.Definitions;

namespace MnistExplanation.Interpreting;

/// <summary>A form of activation maximisation that the command line offers: what keeps the image likely.</summary>
/// <param name="Name">What the user types.</param>
/// <param name="Title">What figures call it.</param>
/// <param name="Formula">What is maximised for class c.</param>
/// <param name="Meaning">What keeps the image likely, in one sentence.</param>
/// <param name="Strength">λ or η where none is given.</param>
/// <param name="Start">Where the search begins if nothing else is said; null for the digit near which it stays.</param>
internal sealed record Variant(string Name, string Title, string Formula, string Meaning, double Strength, StartPoint? Start)
{
    internal const string Plain = "l2", Gaussian = "gaussian", Boltzmann = "rbm", Decoder = "decoder", Local = "local";

    /// <summary>All of them, in the order of the paper.</summary>
    internal static ImmutableArray<Variant> All { get; } =
    [
        new(Plain, "plain, ℓ2", "log p(c|x) − λ‖x‖²", "Little ink: nothing says that the image must look like a digit.", 0.001, StartPoint.Black),
        new(Gaussian, "Gaussian expert", "log p(c|x) + λ log N(x; μ, Σ)", "Mean and covariance of the training images.", 0.03, StartPoint.Mean),
        new(Boltzmann, "Boltzmann machine", "log p(c|x) + λ log RBM(x)", "A restricted Boltzmann machine trained on the training images.", 0.1, StartPoint.ClassMean),
        new(Decoder, "decoder", "log p(c|g(z)) − λ‖z‖²", "Only images that a decoder trained on the training images can make.", 0.01, StartPoint.ClassMean),
        new(Local, "local", "log p(c|x) − η‖x − x₀‖²", "Near a given test digit x₀: --near, or the first of the class.", 0.1, null),
    ];

    internal static Variant Of(string name) => All.First(variant => variant.Name == name);

    /// <summary>What to say to somebody who typed another name.</summary>
    internal static string Unknown(string name) => Suggestion.For("variant", name, [.. All.Select(variant => variant.Name), "all"]);
}
