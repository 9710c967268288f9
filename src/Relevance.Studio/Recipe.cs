namespace Relevance.Studio;

/// <summary>Everything needed to compute an explanation again.</summary>
/// <param name="Levels">28 × 28 grey levels.</param>
/// <param name="Example">The index in the data set, if the image is one of the examples; null for a drawing.</param>
/// <param name="Method">The method in its notation.</param>
/// <param name="Class">The explained class; null for the predicted one.</param>
/// <param name="Contrast">The class with which it is compared; null for none.</param>
public sealed record Recipe(ReadOnlyMemory<byte> Levels, int? Example, string Method, int? Class, int? Contrast);

/// <summary>Writes code that computes an explanation again, for users to copy.</summary>
public interface IRecipeWriter
{
    /// <summary>Writes a command, quoted for a POSIX shell.</summary>
    /// <param name="recipe">The recipe of the explanation.</param>
    string ToCommand(Recipe recipe);

    /// <summary>Writes a C# program of top-level statements.</summary>
    /// <param name="recipe">The recipe of the explanation.</param>
    string ToCSharp(Recipe recipe);
}
