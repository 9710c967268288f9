using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>GET /api/prototypes</c>: images that maximise the score of each class.</summary>
internal static class PrototypeEndpoint
{
    internal static PrototypeAnswer Get(StudioEngine engine) => engine.Model.Prototypes is { Count: > 0 } variants
        ? new(variants)
        : throw new StudioException(404, "There are no prototypes", "The prototypes of this network have not been computed yet; 'interpret --model FILE' computes them.");
}

/// <summary>The images of each variant.</summary>
internal sealed record PrototypeAnswer(IReadOnlyList<PrototypeVariant> Variants);
