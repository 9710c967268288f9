using System.Collections.Immutable;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace Relevance.Tool.Hosting;

/// <summary>The services that commands need from the program that hosts them.</summary>
/// <param name="Terminal">Where it prints.</param>
internal abstract record ToolHost(Terminal Terminal)
{
    /// <summary>The name of the program on the command line.</summary>
    internal abstract string Program { get; }

    /// <summary>What the help says of <c>--model</c>: which files it takes, and what happens without it.</summary>
    internal abstract string ModelOption { get; }

    /// <summary>Versions of the program and what computes for it, by name.</summary>
    internal abstract ImmutableSortedDictionary<string, string> Versions { get; }

    /// <summary>Exceptions, beside the usual ones, whose message is meant for the user as it is.</summary>
    internal virtual ImmutableArray<Type> ExpectedErrors => [];

    /// <summary>Reads a model.</summary>
    /// <param name="path">Its file; null for the one that the program has inside, if it has one.</param>
    /// <exception cref="UserException">There is no model inside, and no file is named.</exception>
    internal abstract LoadedModel LoadModel(string? path);

    /// <summary>Examples in the help of the program as a whole.</summary>
    internal abstract IReadOnlyList<Example> Examples { get; }
}
