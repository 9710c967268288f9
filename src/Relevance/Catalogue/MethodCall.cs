using Relevance.Definitions;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

namespace Relevance.Catalogue;

/// <summary>A method with the values of its parameters and, for a wrapper, what it wraps: all that is needed to make an explainer.</summary>
/// <param name="Definition">The method.</param>
/// <param name="Arguments">The values of its parameters.</param>
/// <param name="Wrapped">What it wraps; null for a method that wraps none.</param>
public sealed record MethodCall(MethodDefinition Definition, Arguments Arguments, MethodCall? Wrapped)
{
    /// <summary>The method's name.</summary>
    public string Name => Definition.Name;

    /// <summary>What figures call it, with what it wraps.</summary>
    public string Title => Wrapped is null ? Definition.Title : $"{Definition.Title} of {WithinSentence(Wrapped.Title)}";

    /// <summary>Whether it, or what it wraps, compares with typical inputs, <see cref="InputDomain.Examples"/>.</summary>
    public bool NeedsExamples => Definition.NeedsExamples || Wrapped is { NeedsExamples: true };

    /// <summary>A method with its defaults.</summary>
    /// <param name="definition">The method; a wrapper wraps what it does by default.</param>
    public static MethodCall Of(MethodDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(definition, Arguments.Of(definition), definition.Wraps is { } wrapped ? Of(MethodCatalogue.Find(wrapped)) : null);
    }

    /// <summary>The same with one more parameter.</summary>
    /// <param name="name">A parameter of the method; of what it wraps, in the notation <c>wrapped.name</c>.</param>
    /// <param name="text">Its value in writing, without quotes.</param>
    /// <exception cref="FormatException">There is no such parameter, it was given before, or the value is not one of it.</exception>
    public MethodCall With(string name, string text) => name.Split('.', 2) is [var inner, var rest] && Wrapped is not null && (inner == Wrapped.Name || Wrapped.Definition.Aliases.Contains(inner))
        ? this with { Wrapped = Wrapped.With(rest, text) }
        : this with { Arguments = Arguments.With(name, text) };

    /// <summary>Makes the explainer.</summary>
    /// <param name="model">The model to explain.</param>
    /// <param name="domain">What the model is made for.</param>
    /// <exception cref="ArgumentException">The model or the domain lacks what the method needs, or its parameters contradict each other.</exception>
    public Explainer Create(Model model, InputDomain domain) =>
        Definition.Make(new MethodContext(Name, model, domain, Arguments, Wrapped?.Create(model, domain)));

    /// <summary>Makes layer-wise relevance propagation by a composite of one's own in place of the one that the method names.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="domain">What the network is made for.</param>
    /// <param name="composite">The composite.</param>
    /// <exception cref="ArgumentException">
    /// The method is another one, gives parameters of a composite known by name, or its rules, layer or unit are not for this network.
    /// </exception>
    public LayerwiseRelevancePropagation Create(Network network, InputDomain domain, Composite composite)
    {
        ArgumentNullException.ThrowIfNull(composite);
        if (Name != PropagationMethods.Name)
            throw new ArgumentException($"Method '{Name}' goes by no composite; '{PropagationMethods.Name}' does.");
        return Arguments.Given.Any(pair => pair.Value is double)
            ? throw new ArgumentException($"'{this}' gives parameters of a composite known by name; write the values into the rules of your own.")
            : PropagationMethods.Propagation(network, domain, Arguments, composite);
    }

    /// <summary>About how many passes through the network it needs for one image, with what it wraps.</summary>
    /// <param name="image">The shape of an image.</param>
    /// <remarks>Wrappers multiply: a few of them are more than a long holds, which is then the answer, for what ran over would look cheap.</remarks>
    public long Passes(Shape image) => (long)Int128.Min((Int128)Math.Max(1, Definition.Passes(Arguments, image)) * (Wrapped?.Passes(image) ?? 1), long.MaxValue);

    /// <summary>Without its capital, unless that belongs to the name, as in LIME, DeepLIFT and Grad-CAM.</summary>
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
