namespace Relevance.Propagation.Notation;

/// <summary>How <see cref="BiasHandling"/> is written.</summary>
internal static class BiasNames
{
    internal const string All = "in-denominator, left-out, spread";

    internal static string Of(BiasHandling handling) => handling switch
    {
        BiasHandling.InDenominator => "in-denominator",
        BiasHandling.LeftOut => "left-out",
        _ => "spread",
    };

    internal static bool TryParse(string text, out BiasHandling handling)
    {
        foreach (var value in Enum.GetValues<BiasHandling>())
        {
            if (Of(value) == text)
            {
                handling = value;
                return true;
            }
        }
        handling = default;
        return false;
    }
}
