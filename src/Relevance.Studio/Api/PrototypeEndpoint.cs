using Relevance.Studio.Engine;

namespace Relevance.Studio.Api;

/// <summary><c>GET /api/prototypes</c>: images that each class likes best.</summary>
internal static class PrototypeEndpoint
{
    internal static PrototypeAnswer Get(StudioEngine engine) => engine.Model.Prototypes is { Count: > 0 } variants
        ? new(variants)
        : throw new StudioException(404, "There are no prototypes", "Nobody has found prototypes of this network yet; 'interpret --model FILE' does.");
}

/// <summary>The images of each variant.</summary>
internal sealed record PrototypeAnswer(IReadOnlyList<PrototypeVariant> Variants);
