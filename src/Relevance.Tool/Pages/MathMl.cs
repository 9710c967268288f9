using System.Xml.Linq;

namespace Relevance.Tool.Pages;

/// <summary>Formulas in MathML, which browsers draw without help.</summary>
internal static class MathMl
{
    /// <summary>A formula on a line of its own.</summary>
    /// <param name="spoken">The formula in words, for programs that do not know MathML.</param>
    /// <param name="content">Its parts.</param>
    internal static XElement Block(string spoken, params object[] content) =>
        new("div", new XAttribute("class", "formula"),
            new XElement("math", new XAttribute("display", "block"), new XAttribute("alttext", spoken), new XElement("mrow", content)));

    /// <summary>A formula within text.</summary>
    internal static XElement Inline(params object[] content) => new("math", new XElement("mrow", content));

    /// <summary>A variable.</summary>
    internal static XElement V(string name) => new("mi", name);

    /// <summary>A number.</summary>
    internal static XElement N(string number) => new("mn", number);

    /// <summary>An operator or bracket.</summary>
    internal static XElement O(string symbol) => new("mo", symbol);

    /// <summary>A variable with an index; of several letters each is an index of its own, as in w_jk.</summary>
    internal static XElement Sub(string name, string index) => new("msub", V(name), Index(index));

    /// <summary>Something raised, such as a square.</summary>
    internal static XElement Sup(XElement of, XElement exponent) => new("msup", of, exponent);

    /// <summary>A variable with an index and a sign above it, such as w⁺.</summary>
    internal static XElement SubSup(string name, string index, string sign) => new("msubsup", V(name), Index(index), O(sign));

    /// <summary>Several parts as one.</summary>
    internal static XElement Row(params object[] content) => new("mrow", content);

    /// <summary>A fraction.</summary>
    internal static XElement Fraction(XElement above, XElement below) => new("mfrac", above, below);

    /// <summary>A sum over an index.</summary>
    internal static XElement Sum(params object[] index) => new("munder",
        // The style sheet enlarges the sign: browsers do it by themselves only where a mathematical font is installed.
        new XElement("mo", new XAttribute("class", "sum"), new XAttribute("largeop", "false"),
            new XAttribute("movablelimits", "false"), "∑"),
        Row(index));

    /// <summary>A part in brackets.</summary>
    internal static XElement Brackets(params object[] content) => Row(O("("), content, O(")"));

    /// <summary>The partial derivative of f with respect to x_i.</summary>
    internal static XElement Gradient => Fraction(Row(V("∂"), V("f")), Row(V("∂"), Sub("x", "i")));

    private static XElement Index(string letters) => Row([.. letters.Select(letter => V(letter.ToString()))]);
}
