using System.Text.Json;

namespace MnistExplanation.Studio.Api;

/// <summary>A request about an image and a class.</summary>
internal abstract record QuestionBody : ImageBody
{
    /// <summary>Whose score: "predicted", or a class from 0.</summary>
    public JsonElement? Target { get; init; }

    /// <summary>The class against which it is explained: why the target and not this one?</summary>
    public int? Contrast { get; init; }

    /// <summary>What is asked of a model with so many classes.</summary>
    /// <exception cref="StudioException">There is no such class.</exception>
    internal Question Ask(int classes)
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

/// <summary>Whose score is explained.</summary>
/// <param name="Class">Of which class; null for the predicted one.</param>
/// <param name="Contrast">Against which other; null for none.</param>
internal sealed record Question(int? Class, int? Contrast)
{
    /// <summary>As the library says it.</summary>
    internal Relevance.Target Target
    {
        get
        {
            var target = Class is { } index ? Relevance.Target.Class(index) : Relevance.Target.Predicted;
            return Contrast is { } other ? Relevance.Target.Contrast(target, other) : target;
        }
    }

    /// <summary>The class that is explained of an image for which that one is predicted.</summary>
    internal int Of(int predicted) => Class ?? predicted;

    /// <summary>The explained sum of some scores.</summary>
    internal double Score(IReadOnlyList<float> scores, int predicted) => scores[Of(predicted)] - (Contrast is { } other ? (double)scores[other] : 0);
}
