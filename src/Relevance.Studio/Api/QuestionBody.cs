using System.Text.Json;
using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary>A request about an image and a class.</summary>
internal abstract record QuestionBody : ImageBody
{
    /// <summary>The class to explain: "predicted", or a class from 0.</summary>
    public JsonElement? Target { get; set; }

    /// <summary>A class to compare with, to explain why the target and not this class; null for none.</summary>
    public int? Contrast { get; set; }

    /// <summary>What is asked of a model with so many classes.</summary>
    /// <exception cref="StudioException">There is no such class.</exception>
    internal ExplainedClass Ask(int classes)
    {
        var target = Target switch
        {
            null or { ValueKind: JsonValueKind.Null } => (int?)null,
            { ValueKind: JsonValueKind.String } text when text.GetString() == "predicted" => null,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var index) && index >= 0 && index < classes => index,
            var other => throw StudioException.Invalid($"'target' is {other.Value.GetRawText()}; give \"predicted\" or a class from 0 to {classes - 1}."),
        };
        if (Contrast is { } contrast && (contrast < 0 || contrast >= classes))
            throw StudioException.Invalid($"'contrast' is {contrast}; give a class from 0 to {classes - 1}, or leave it out.");
        if (Contrast is not null && Contrast == target)
            throw StudioException.Invalid($"'contrast' and 'target' are both {target}; compare it with another class.");
        return new(target, Contrast);
    }
}
