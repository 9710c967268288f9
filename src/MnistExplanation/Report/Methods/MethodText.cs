using System.Xml.Linq;

namespace MnistExplanation.Report.Methods;

/// <summary>What the page says about a method, whatever it was applied to. Parts are text or elements.</summary>
internal sealed record MethodText
{
    /// <summary>The method's name in a heading; also the text of links to it.</summary>
    internal required string Title { get; init; }

    /// <summary>The place on the page.</summary>
    internal required string Id { get; init; }

    /// <summary>The question that the method answers, as a sentence.</summary>
    internal required string Question { get; init; }

    /// <summary>Whether its relevances add up to the score, in a few words.</summary>
    internal required string AddsUp { get; init; }

    /// <summary>How it works: paragraphs, formulas, tables.</summary>
    internal required IReadOnlyList<XElement> HowItWorks { get; init; }

    /// <summary>What the colours mean.</summary>
    internal required object[] Colours { get; init; }

    /// <summary>When it misleads; each with a short name.</summary>
    internal required IReadOnlyList<Caution> Misleads { get; init; }

    /// <summary>Whether its relevances are shares of the score.</summary>
    internal required bool SharesTheScore { get; init; }

    /// <summary>What the sums of relevance say.</summary>
    internal required object[] Conservation { get; init; }

    /// <summary>Where the method comes from.</summary>
    internal required string Source { get; init; }
}

/// <summary>A way in which a heatmap can be misread.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Text">In a few sentences.</param>
internal sealed record Caution(string Name, string Text);
