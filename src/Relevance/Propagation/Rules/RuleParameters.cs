
using Relevance.Definitions;

namespace Relevance.Propagation.Rules;

/// <summary>Parameters that several rules have.</summary>
internal static class RuleParameters
{
    /// <summary>The stabiliser of every rule whose source names none.</summary>
    internal const double UsualStabilizer = 1e-6;

    /// <summary>ε where it only keeps denominators from 0.</summary>
    internal static Parameter Stabilizer { get; } = Epsilon("the number added to the denominators, with their sign, to keep them from being 0");

    internal static Parameter Epsilon(string meaning) => Parameter.Number("epsilon", UsualStabilizer, 0, double.PositiveInfinity, meaning) with
    {
        Symbol = "ε",
        Usual = (1e-9, 10),
        IsLogarithmic = true,
    };

    internal static Parameter Bias(BiasHandling standard) => Parameter.Choice("bias", standard, "how the share of the bias is treated");

    internal static BiasHandling Bias(Arguments arguments) => arguments.Choice<BiasHandling>("bias");

    internal static double Epsilon(Arguments arguments) => arguments.Number("epsilon");
}
