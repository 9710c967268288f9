using System.Numerics;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>What nobody asked for but should know.</summary>
/// <param name="OfPropagation">Where relevance got lost or blew up, a sentence each.</param>
/// <param name="OfSelfContrasts">How many images were compared with the very class that is explained.</param>
internal sealed record Warnings(IReadOnlyList<string> OfPropagation, int OfSelfContrasts)
{
    /// <summary>How many images have a class that is compared with itself: nothing of their scores is explained.</summary>
    internal static int SelfContrasts<T>(Explanation<T> explanation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Enumerable.Range(0, explanation.Direction.ImageCount).Count(image => !explanation.Direction.Image(image).ContainsAnyExcept(T.Zero));

    internal void Show(Terminal terminal)
    {
        foreach (var warning in OfPropagation)
            terminal.Line($"Warning: {warning}");
        if (OfPropagation.Count > 0)
            terminal.Line("--ledger shows the books of every layer.");
        if (OfSelfContrasts > 0)
            terminal.Line($"Warning: --contrast names the very class that is explained of {OfSelfContrasts:N0} {(OfSelfContrasts == 1 ? "image" : "images")}; their heatmaps are 0.");
    }
}
