using Relevance.Maps;
using Relevance.Programs;

namespace Relevance;

/// <summary>
/// A method that can be compiled into one program, a single run of which computes the scores and the relevance of an image. The program can be printed. Methods
/// that evaluate a model on many variants of an image do not implement this interface.
/// </summary>
public interface ICompiledExplainer
{
    /// <summary>Compiles the method into a program for images of a given shape.</summary>
    /// <param name="image">The shape of an image, such as [1, 28, 28].</param>
    /// <exception cref="ArgumentException">The network, or the method, cannot be applied to such images.</exception>
    /// <exception cref="NotSupportedException">The model is not a <see cref="Networks.Network"/>, so that its operations are not known.</exception>
    Program Compile(Shape image);
}
