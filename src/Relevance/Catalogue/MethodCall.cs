using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace Relevance.Catalogue;

/// <summary>
/// A method with the values of its parameters and, for a wrapper, the method that it wraps: everything needed to create an explainer for a model.
/// </summary>
/// <param name="Definition">The method.</param>
/// <param name="Arguments">The values of its parameters.</param>
/// <param name="Wrapped">The method that it wraps; null for a method that wraps none.</param>
public sealed record MethodCall(MethodDefinition Definition, Arguments Arguments, MethodCall? Wrapped)
{
    /// <summary>The method's name.</summary>
    public string Name => Definition.Name;

    /// <summary>The title for figures and tables, including that of the wrapped method.</summary>
    public string Title => Wrapped is null ? Definition.Title : $"{Definition.Title} of {WithinSentence(Wrapped.Title)}";

    /// <summary>Whether the method, or one that it wraps, needs typical inputs to compare with, <see cref="InputDomain.Examples"/>.</summary>
    public bool NeedsExamples => Definition.NeedsExamples || Wrapped is { NeedsExamples: true };

    /// <summary>Creates a call of a method with the default values of its parameters.</summary>
    /// <param name="definition">The method; a wrapper wraps the method named in <see cref="MethodDefinition.Wraps"/>.</param>
    public static MethodCall Of(MethodDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(definition, Arguments.Of(definition), definition.Wraps is { } wrapped ? Of(MethodCatalogue.Find(wrapped)) : null);
    }

    /// <summary>Returns this call with the value of one more parameter.</summary>
    /// <param name="name">The name of a parameter of the method, or <c>wrapped.name</c> for one of the method that it wraps.</param>
    /// <param name="text">Its value in writing, without quotes.</param>
    /// <exception cref="FormatException">The method has no such parameter, the parameter was given before, or the value is not valid for it.</exception>
    public MethodCall With(string name, string text) => name.Split('.', 2) is [var inner, var rest] && Wrapped is not null && (inner == Wrapped.Name || Wrapped.Definition.Aliases.Contains(inner))
        ? this with { Wrapped = Wrapped.With(rest, text) }
        : this with { Arguments = Arguments.With(name, text) };

    /// <summary>Creates the explainer.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="domain">The range of the model's inputs, and typical inputs.</param>
    /// <exception cref="ArgumentException">The model or the domain lacks what the method needs, or its parameters contradict each other.</exception>
    public Explainer Create(Model model, InputDomain domain) =>
        Definition.Make(new MethodContext(Name, model, domain, Arguments, Wrapped?.Create(model, domain)));

    /// <summary>Creates a layer-wise relevance propagation that uses a given composite in place of the one named by the method's parameters.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="domain">The range of the network's inputs, and typical inputs.</param>
    /// <param name="composite">The composite.</param>
    /// <exception cref="ArgumentException">The method is not layer-wise relevance propagation, sets parameters of a composite known by name, or its rules,
    /// layer or unit do not fit this network.</exception>
    public LayerwiseRelevancePropagation Create(Network network, InputDomain domain, Composite composite)
    {
        ArgumentNullException.ThrowIfNull(composite);
        if (Name != PropagationMethods.Name)
            throw new ArgumentException($"Method '{Name}' does not use composites; '{PropagationMethods.Name}' does.");
        return Arguments.Given.Any(pair => pair.Value is double)
            ? throw new ArgumentException($"'{this}' gives parameters of a composite known by name; write the values into the rules of your own.")
            : PropagationMethods.Propagation(network, domain, Arguments, composite);
    }

    /// <summary>Estimates how many passes through the network the method, including the one it wraps, needs for one image.</summary>
    /// <param name="image">The shape of an image.</param>
    /// <remarks>The passes of nested wrappers multiply; a product too large for a long is returned as <see cref="long.MaxValue"/>.</remarks>
    public long Passes(Shape image) => (long)Int128.Min((Int128)Math.Max(1, Definition.Passes(Arguments, image)) * (Wrapped?.Passes(image) ?? 1), long.MaxValue);

    /// <summary>The title with a lower-case first letter, unless the capital belongs to the name, as in LIME, DeepLIFT and Grad-CAM.</summary>
    private static string WithinSentence(string title) =>
        title.TakeWhile(letter => letter != ' ').Skip(1).Any(char.IsUpper) ? title : $"{char.ToLowerInvariant(title[0])}{title[1..]}";

    /// <summary>The call in the notation that <see cref="MethodNotation"/> reads; parameters at their defaults are left out.</summary>
    public override string ToString()
    {
        var parts = Arguments.Changed.Select(pair => $"{pair.Key}={Parameter.Write(pair.Value)}");
        string[] all = Wrapped is null ? [.. parts] : [$"{Wrapped}", .. parts];
        return all.Length == 0 ? Name : $"{Name}({string.Join(", ", all)})";
    }
}
