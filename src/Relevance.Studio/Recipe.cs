namespace Relevance.Studio;

/// <summary>All that is needed to find an explanation again.</summary>
/// <param name="Levels">28 × 28 grey levels.</param>
/// <param name="Example">The place in the data set, if the image is one of the examples; null for a drawing.</param>
/// <param name="Method">The method in writing.</param>
/// <param name="Class">The explained class; null for the predicted one.</param>
/// <param name="Contrast">The class against which it is explained; null for none.</param>
public sealed record Recipe(ReadOnlyMemory<byte> Levels, int? Example, string Method, int? Class, int? Contrast);

/// <summary>Writes down how to find an explanation again, for people to copy.</summary>
public interface IRecipeWriter
{
    /// <summary>As a command, quoted for a POSIX shell.</summary>
    /// <param name="recipe">The explanation.</param>
    string ToCommand(Recipe recipe);

    /// <summary>As a C# program of top-level statements.</summary>
    /// <param name="recipe">The explanation.</param>
    string ToCSharp(Recipe recipe);
}
