using MnistExplanation.Console;
using MnistExplanation.Explaining;
using Relevance;
using Relevance.Catalogue;
using Relevance.Networks;

namespace MnistExplanation.Studio.Engine;

/// <summary>A method that a request asks for.</summary>
/// <param name="Call">The method with its parameters.</param>
/// <param name="Rules">Lines LAYERS=RULE that come before those of its composite; for layer-wise relevance propagation only.</param>
internal sealed record MethodChoice(MethodCall Call, IReadOnlyList<string> Rules)
{
    internal bool IsPropagation => Call.Name == PropagationChoice.Method;

    /// <summary>The same for the same explainer.</summary>
    internal string Key => string.Join(" | ", Rules.Prepend($"{Call}"));

    /// <summary>Makes the explainer.</summary>
    /// <exception cref="StudioException">What is asked for does not exist or does not fit the network.</exception>
    internal Explainer Create(Network network, InputDomain domain)
    {
        try
        {
            return PropagationChoice.Of(Call) is { } choice ? (choice with { Rules = Rules }).Create(network, domain) : Call.Create(network, domain);
        }
        catch (Exception e) when (e is ArgumentException or UsageException or UserException)
        {
            // The command line's names of options are no names here.
            throw StudioException.Invalid($"Method {Call}: {e.Message.Replace("--rule ", "rule ", StringComparison.Ordinal).Replace("--set ", "", StringComparison.Ordinal)}");
        }
    }
}
