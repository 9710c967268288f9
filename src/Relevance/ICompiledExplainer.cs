using Relevance.Maps;
using Relevance.Programs;

namespace Relevance;

/// <summary>
/// A method that is one program: a single run of it finds the scores and the relevance of an image, so that all that it computes can be printed. Methods that
/// ask a model about variants of an image, one after the other, are none.
/// </summary>
public interface ICompiledExplainer
{
    /// <summary>The method as a program for images of a shape.</summary>
    /// <param name="image">The shape of an image, such as [1, 28, 28].</param>
    /// <exception cref="ArgumentException">The network, or the method, cannot be applied to such images.</exception>
    /// <exception cref="NotSupportedException">The model is no network: what it computes is not known.</exception>
    Program Compile(Shape image);
}
