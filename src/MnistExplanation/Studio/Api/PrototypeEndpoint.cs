using MnistExplanation.Studio.Engine;

namespace MnistExplanation.Studio.Api;

/// <summary><c>GET /api/prototypes</c>: what <c>interpret</c> found for the embedded network.</summary>
internal static class PrototypeEndpoint
{
    internal static PrototypeAnswer Get(StudioEngine engine) => Prototypes.Of(engine.Model) is { Count: > 0 } variants
        ? new(variants)
        : throw new StudioException(404, "There are no prototypes", "Prototypes were found for the embedded network alone; 'interpret --model FILE' finds those of another.");
}

/// <summary>The images of each variant.</summary>
internal sealed record PrototypeAnswer(IReadOnlyList<PrototypeVariant> Variants);
