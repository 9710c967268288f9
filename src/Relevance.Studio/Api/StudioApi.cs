using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Relevance.Studio.Api;

/// <summary>The addresses of the API.</summary>
internal static class StudioApi
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", HealthEndpoint.GetAsync).WithSummary("Whether the studio works, and with which network.").ProducesProblem(503);
        var api = routes.MapGroup("/api").ProducesProblem(429).ProducesProblem(503);
        api.MapGet("/catalogue", CatalogueEndpoint.Get).WithSummary("Methods, composites, rules, layers and limits: what can be asked for.");
        api.MapGet("/digits", DigitEndpoints.List).WithSummary("The test digits inside the program.");
        api.MapGet("/digits/{index:int}", DigitEndpoints.Get).WithSummary("One of them, with its image.").ProducesProblem(404);
        api.MapPost("/nearest", DigitEndpoints.Nearest).WithSummary("The test digits that are most like an image.").ProducesProblem(400);
        api.MapGet("/prototypes", PrototypeEndpoint.Get).WithSummary("What each class looks like to the network.").ProducesProblem(404);
        var asked = api.MapGroup("").ProducesProblem(400).ProducesProblem(413).ProducesProblem(504);
        asked.MapPost("/explain", ExplainEndpoint.PostAsync).WithSummary("Scores of an image, and how much each pixel spoke for or against a class.");
        asked.MapPost("/walk", WalkEndpoint.PostAsync).WithSummary("Activations and relevance of every layer, from the score back to the pixels.");
        asked.MapPost("/deletion", DeletionEndpoint.PostAsync).WithSummary("The score while pixels are removed by relevance, and by chance.");
        asked.MapPost("/drop", DropEndpoint.PostAsync).WithSummary("What the relevance says that some pixels are worth, and what the score really loses without them.");
        asked.MapPost("/randomize", RandomizeEndpoint.PostAsync).WithSummary("The same explanations of a network that has forgotten its last layers.");
    }
}
