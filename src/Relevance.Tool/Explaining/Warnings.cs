using System.Numerics;
using Relevance.Tool.Console;

namespace Relevance.Tool.Explaining;

/// <summary>Warnings and notes for the user.</summary>
/// <param name="OfPropagation">Where relevance got lost or blew up, a sentence each.</param>
/// <param name="OfSelfContrasts">How many images were compared with the very class that is explained.</param>
internal sealed record Warnings(IReadOnlyList<string> OfPropagation, int OfSelfContrasts)
{
    /// <summary>How many images have a class that is compared with itself: nothing of their scores is explained.</summary>
    internal static int SelfContrasts<T>(Explanation<T> explanation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Enumerable.Range(0, explanation.Direction.ImageCount).Count(image => !explanation.Direction.Image(image).ContainsAnyExcept(T.Zero));

    /// <summary>Refuses what would explain nothing at all.</summary>
    /// <param name="selfContrasts">How many images are compared with the very class that is explained.</param>
    /// <param name="count">Of how many.</param>
    /// <param name="request">The user's request.</param>
    /// <exception cref="UserException">All are.</exception>
    internal static void RequireContrast(int selfContrasts, int count, ExplainRequest request)
    {
        if (request.Contrast is not null && selfContrasts > 0 && selfContrasts == count)
            throw new UserException($"--contrast {request.Contrast} is the very class that is explained of {(count == 1 ? "this image" : $"all {count:N0} images")}: there is no difference to explain. Give another --contrast, or a --target.");
    }

    /// <summary>What there is to know of several methods: whose propagation a warning is of, and once that a class is compared with itself.</summary>
    /// <param name="explained">The same images, explained by each method.</param>
    internal static Warnings Of(IReadOnlyList<ExplainedImages> explained) => new(
        [.. explained.SelectMany(one => one.Warnings.OfPropagation.Select(warning => $"{one.Method}: {warning}"))], explained.Max(one => one.Warnings.OfSelfContrasts));

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
