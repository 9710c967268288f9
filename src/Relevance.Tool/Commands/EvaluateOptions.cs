using System.CommandLine;
using Relevance.Catalogue;
using Relevance.Tool.Evaluating;

namespace Relevance.Tool.Commands;

/// <summary>The options of <c>evaluate</c>, whatever the networks and images are.</summary>
internal static class EvaluateOptions
{
    /// <summary>The list of measures in the help.</summary>
    /// <param name="knowsTruth">Whether localisation can be measured.</param>
    internal static string MeasureList(bool knowsTruth) => $"  {string.Join(", ", Measuring.Names(["all"], knowsTruth))}";

    internal static Option<IReadOnlyList<MethodCall>?> Methods() => new("--methods")
    {
        Description = $"Methods as 'explain' takes them, with commas between. Without it: {MethodList.Usual}.",
        HelpName = "A,B,…",
        CustomParser = result =>
        {
            try
            {
                return MethodList.Parse(result.Tokens[0].Value);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
                return null;
            }
        },
    };

    internal static Option<int> Seed() =>
        NumberOption.Create("--seed", "Determines which images, what measures draw at random, and the resampling.", 0, 0, int.MaxValue - 1);

    /// <summary>The measures; null for the usual ones.</summary>
    /// <param name="knowsTruth">Whether localisation can be measured.</param>
    internal static Option<IReadOnlyList<string>?> Measures(bool knowsTruth) => new("--measures")
    {
        Description = "Measures with commas between, or all. Without it, all but selectivity-recomputed, which explains each image fifty times.",
        HelpName = "A,B,…",
        CustomParser = result =>
        {
            try
            {
                return Measuring.Names([.. result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries).Distinct()], knowsTruth);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
                return null;
            }
        },
    };
}
