using Relevance.Tool.Explaining;

namespace MnistExplanation.Gallery;

/// <summary>A picture of the gallery: a way to explain, and what to know about it.</summary>
/// <param name="name">The name in kebab case; also that of the picture.</param>
/// <param name="code">How the library is asked for it.</param>
internal abstract class GalleryEntry(string name, string code)
{
    /// <summary>The name in kebab case; also that of the picture.</summary>
    internal string Name { get; } = name;

    /// <summary>What to expect of the heatmaps.</summary>
    internal required string Expect { get; init; }

    /// <summary>When they mislead.</summary>
    internal required string Misleads { get; init; }

    /// <summary>How the library is asked for it.</summary>
    internal string Code { get; } = code;

    /// <summary>What to type after the program's name.</summary>
    internal abstract string Arguments { get; }

    /// <summary>The same as the program reads it.</summary>
    internal abstract ExplainRequest Request { get; }
}
